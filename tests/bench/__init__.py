"""Measurements that stay in the project: `make bench`. Nothing here is a test; nothing asserts on time."""
