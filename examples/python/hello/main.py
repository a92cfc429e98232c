print("Hello from a sealed case!")
