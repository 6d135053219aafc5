@echo off
if not exist "%~dp0python\python.exe" goto without
"%~dp0python\python.exe" -m generator %*
exit /b %errorlevel%
:without
chcp 65001 >nul
echo 找不到 %~dp0python\python.exe：请照“安装说明.txt”放入 Python。 1>&2
exit /b 2
