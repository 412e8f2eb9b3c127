"""`ops` and `python -m archestra_ops`."""

from archestra_ops.cli import main

if __name__ == "__main__":
    main()
