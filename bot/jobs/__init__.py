"""The job service: queues requests, runs them in the pool, and delivers each result once. Knows no front end."""
