"""What every page needs: sessions, links, forms, downloads, refusals and how a page is rendered."""
