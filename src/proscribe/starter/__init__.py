"""The facts a new register starts with: organisations and acts, each act with its source. CC0-1.0."""
