"""One loader for each dataset that holdfast reads, a small file each."""
