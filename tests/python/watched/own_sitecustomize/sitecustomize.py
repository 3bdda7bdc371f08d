import builtins

VALUE = 42
builtins.greeting = "set by the program's own sitecustomize"
