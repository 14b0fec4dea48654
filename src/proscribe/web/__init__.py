"""The register over HTTP: the REST API, the protocols that other clients speak, and the pages."""
