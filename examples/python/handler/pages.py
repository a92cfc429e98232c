HEAD = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wardian handler</title>
<style>body { font: 1rem/1.5 system-ui; max-width: 36rem; margin: 3rem auto; padding: 0 1rem }</style>
"""

FORMS = """\
<p>A Python program made this page in an instance of its own, which is already gone.</p>
<h2>Ask with a query string</h2>
<form>
  <label>Your name <input name="name"></label> <button>Greet</button>
</form>
<h2>Send a form</h2>
<form method="post">
  <label>Plant <input name="plant" value="Fern"></label>
  <label>Height <input name="height" value="30 cm"></label> <button>Send</button>
</form>
<h2>Send JSON</h2>
<p>POST it to <code>/echo</code>; it comes back indented when it is valid.</p>
"""
