"""What people look at: boards in our own words, and the Grafana JSON made of them."""
