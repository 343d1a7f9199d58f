"""Questions in running text: Markdown, plain text, and what stands between."""
