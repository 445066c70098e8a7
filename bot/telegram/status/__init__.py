"""Live status: one message per job or batch, edited as the work proceeds."""
