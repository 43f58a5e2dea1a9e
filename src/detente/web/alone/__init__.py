"""One file to send: a page that holds its futures and weighs them anew, with no server."""
