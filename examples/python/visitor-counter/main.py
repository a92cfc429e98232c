import edge

print("Content-Type: text/plain\n")
try:
    print(f"You are visitor {edge.kv_add('visitors')}.")
except edge.Error as error:
    print(f"Nobody is counted. {error}")
