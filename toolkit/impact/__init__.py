"""Impact measurement in ten steps (handbook pp. 47-54): plans, measurements, history, the indicator bank."""
