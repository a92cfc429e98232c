;; Bytes that are no module at all.
(module binary "#!/bin/sh\0ard cat /etc/passwd")
