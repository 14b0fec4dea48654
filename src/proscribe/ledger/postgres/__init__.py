"""The ledger in a PostgreSQL database: many writers and readers on one chain. Open it with `open_postgres`."""

from .ledger import PostgresLedger, open_postgres

__all__ = ["PostgresLedger", "open_postgres"]
