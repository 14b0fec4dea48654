"""The append-only record: batches chained by hash, read by scanning."""
