"""The job service: what people ask for is queued, done in the pool, and brought to them once. Knows no front end."""
