curl "https://hooks.example.com/in?a=1^&b=2" ^
  -X ^"POST^" ^
  -H ^"content-type: application/json^" ^
  --data-raw ^"^{^\^"text^\^": ^\^"50^% off^\^"^}^"
