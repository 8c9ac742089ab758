"""Pictures on pages: in several widths and as AVIF and WebP, so that each browser fetches no more than it shows."""
