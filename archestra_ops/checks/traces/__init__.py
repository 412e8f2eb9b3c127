"""What may be wrong with the way of traces and logs. One file a check."""
