"""Family names, as far as a rule needs them: the common ones of the country and those frequent in the south.

Letters that mostly begin other words (任务, 向群众, 于9月) are left out; of the rest ``NO_NAMES`` holds back the words.
"""

from __future__ import annotations

COMPOUND = ("欧阳", "司徒", "上官", "诸葛", "司马", "皇甫", "尉迟", "公孙")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石"
    "姚谭廖邹熊金陆郝孔白崔毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚樊兰殷施陶洪翟颜倪严牛俞温季鲁葛韦毕聂焦岑覃凌莫劳庞蓝甘蒙骆柯"
)
# Words that begin like a name: 高度重视, 方便群众, 严格执行.
NO_NAMES = (
    "高度 高效 高位 高质 高标 高级 高压 高龄 方面 方式 方法 方便 方可 方能 方案 方针 严格 严厉 严肃 严密 严打 "
    "常态 常年 常见 常住 常务 武装 武警 武术 金融 金额 许可 许多 何时 何种 施行 施工 张贴 张挂 程序 程度 易制 "
    "易发 史料 顾问 顾客 龙头 黎明 范围 范例 钱款 夏季 雷厉 贺电 贺信 温馨 温度 温暖 余名 余人 余次 周边 周密 "
    "周期 周全 周末 周到 周围 黄赌 黄牌 林业 林区 罗列 董事 曾经 曾任 曾被 曾多 白天 石油 杜绝 毛病 江边 陆续 "
    "季度 劳动 劳务 易地 马上 田间 牛羊 颜色 毕业 焦点 蓝天 石材 叶片 汪洋 江河 江苏 江西 江门 云南 贺州 龙岩 "
    "苏州 梁山 孟加 唐山 汤圆 何以 谢绝 蒙古 庞大 柯桥 凌晨 莫名 夏夜 白日 钟表 金牌 金盾"
).split()
