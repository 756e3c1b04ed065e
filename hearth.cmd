@echo off
rem Starts Hearth: hearth.cmd --port 8443 ...   The same as "npm run vault -- ...", from any folder.
where node >nul 2>nul
if errorlevel 1 (
  echo Hearth needs Node.js 20.19 or later: https://nodejs.org 1>&2
  exit /b 1
)
node "%~dp0scripts\vault.mjs" %*
