@echo off
rem A workbook dropped on this file is built, and the report is opened.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
set "FAILED="
set "PATHS=%TEMP%\fazhi-%RANDOM%%RANDOM%.txt"
set "PYTHON=%~dp0python\python.exe"
set FAZHI="%PYTHON%" -X utf8 -m generator
if exist "%PYTHON%" goto ready
rem The .exe: a .cmd of that name would take over and never come back, and call would expand the percent signs of names again.
set FAZHI=fazhi.exe
where fazhi.exe >nul 2>nul
if errorlevel 1 goto missing

:ready
if "%~1"=="" goto menu

:next
if not exist "%~1" goto unknown
echo 正在生成 "%~nx1"
%FAZHI% build "%~f1" >"%PATHS%"
rem Not if errorlevel 1: a Python that crashes or does not start has a negative one.
if not "%ERRORLEVEL%"=="0" set "FAILED=1"
for /f "usebackq delims=" %%P in ("%PATHS%") do echo 报告在这里：%%P
for /f "usebackq delims=" %%P in ("%PATHS%") do start "" "%%P"
goto after

:unknown
echo 找不到这个文件；文件名里如果有 "& ^ %% , ; =" 这样的英文符号，请改名后再拖。
set "FAILED=1"

:after
del "%PATHS%" >nul 2>nul
shift
if not "%~1"=="" goto next
if defined FAILED echo 有没做成的，或者要处理的，原因见上面。
pause
rem Not exit /b: behind the name of a dropped file that holds an ampersand cmd would run what follows it.
if defined FAILED exit 1
exit 0

:menu
echo 用法：把填好的工作簿（.xlsx，可以一次选几份）拖到 生成报告.cmd 的图标上，就生成报告并打开。
echo 现在打开菜单。
pushd "%~dp0"
%FAZHI%
if not "%ERRORLEVEL%"=="0" pause
popd
exit /b 0

:missing
echo 没有找到 fazhi：这个文件旁边没有 python 文件夹，系统里也没有安装 fazhi。
echo 请把 生成报告.cmd 放回解压出来的文件夹里，或者先按说明安装 fazhi。
pause
exit /b 2
