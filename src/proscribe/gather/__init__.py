"""The world into bytes: what is published where, and fetching it politely and safely."""
