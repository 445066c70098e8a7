"""Live status: one message for each job or batch, edited as the work goes on."""
