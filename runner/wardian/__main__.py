from wardian.cli import main

main()
