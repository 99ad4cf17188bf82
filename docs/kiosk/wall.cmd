@echo off
rem Wall PC (Windows 10 or later): set the two lines below, then put a shortcut to this file
rem into the folder that "shell:startup" opens. It waits until the server answers and
rem opens the browser again whenever it ends.
set "SERVER=http://127.0.0.1:8501"
set "WALL=/wall?name=lobby&dwell=20"

:wait
curl.exe --fail --silent --max-time 5 "%SERVER%/healthz" >nul && goto show
timeout /t 2 /nobreak >nul
goto wait

:show
start "" /wait msedge.exe --kiosk "%SERVER%%WALL%" --edge-kiosk-type=fullscreen --lang=zh-CN ^
  --no-first-run --disable-features=Translate --user-data-dir="%LOCALAPPDATA%\wall"
timeout /t 3 /nobreak >nul
goto wait
