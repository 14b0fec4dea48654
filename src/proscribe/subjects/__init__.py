"""Who a claim is about: names, identifiers, relations and people's decisions, resolved for each query."""
