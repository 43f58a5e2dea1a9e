"""What has happened since, and what it says of beliefs and coefficients."""
