"""Rules 3xx: the response that carries the stream."""
