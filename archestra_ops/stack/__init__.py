"""A whole observability stack as files: what each server reads, and a compose.yaml to run them."""
