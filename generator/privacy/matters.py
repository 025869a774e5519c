"""What is nobody else's affair: illness, need, debts, disputes, courts, death; what makes a name in a text a leak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.privacy.characters import Span
from generator.privacy.office import Office
from generator.privacy.people import Person

AFFAIR = "姓名和个人情况"
"""What a name beside such a matter is called."""

NEAR = 22
"""How many characters before or behind a name such a matter is about the person, within a sentence."""

MATTER = re.compile(
    "低保|低收入|特困|五保|困难补|困境|困难职工|救助|帮困|补助|补贴|津贴|扶助|抚恤|慰问|救济|贫困|建档立卡|廉租|公租房|募捐|筹款|水滴筹"
    "|残疾|肢残|智残|残障|伤残|智力|精神(?:病|障|异常|分裂|失常|[一二三四]级|残|类|疾)|抑郁|躁狂|自闭|痴呆|失智|失能|瘫痪|中风|偏瘫|癌|肿瘤|白血病|尿毒症|透析|化疗|肝硬化|肝炎"
    "|糖尿病|高血压|心脏病|冠心病|艾滋|HIV|梅毒|结核|阳性|传染病|患[者有病上了]|确诊|病[逝故危重]|重病|大病|绝症|病历|诊断|住院|手术|摔[倒伤]|骨折"
    "|去世|逝世|身故|死[亡者于]|亡故|遗[体产属孀嘱像]|骨灰|享年|丧葬|讣告|追悼|告别|吊唁|治丧|流产|怀孕|不孕|堕胎|避孕|结扎|失独|孤儿|留守儿童"
    "|事实无人抚养|监护|收养|离[婚异]|再婚|未婚先|单亲|家暴|家庭暴力|虐待|殴打|打架|纠纷|矛盾|调解|投诉|举报|信访|上访|诉讼|起诉|被告|原告|判决"
    "|传票|执行人|强制执行|欠[费缴租款债薪交了]|拖欠|催[缴收交]|失信|债务|负债|破产|赌博|吸毒|戒毒|涉毒|矫正|刑满|释放|假释|缓刑|服刑|拘留"
    "|逮捕|犯罪|前科|盗窃|诈骗|嫖|卖淫|处罚|罚款|群租|违[建章]|扰民|漏水|渗水|独居|孤寡|空巢|孤老|走失|轻生|自[杀残]|跳楼|帮教|随访"
    "|邪教|下岗|失业|讨薪|流浪|乞讨|赡养|抚养|继承|存款|月收入|月薪|退休金|养老金|体检结果|检测结果|保护令|出轨|优待证|性侵|猥亵|堵门|辱骂"
    "|护理|失禁|重残|无业|酗酒|酒鬼|打老婆|打人|坐过?牢|劳教|看不见|瞎|聋|哑|安置|骗取|偷|欠了|送餐|低龄|户籍迁|拆迁|动迁|征收补偿|补偿款|安置房|拟[给享]|申请表|不予|批准"
)
"""A matter that is nobody else's affair where it is somebody's by name."""

PUBLIC = re.compile(
    "[一二三四五六七八九十东西南北中新老]{0,2}(?:路|街|巷|弄|村|桥|站|镇|乡|区|市|县|省|广场|公园|小区|新村|苑|大厦|大楼|中学|小学|学校|医院|故居"
    "|纪念|精神(?!病|障|异常|分裂|失常|[一二三四]级|残|类|疾)|奖|杯|书法|诗|故事|诞辰|式|班|祠|庙|墓|塔|河|江|湖|浜|港|山|岛|公司|集团|厂|局|厅|馆|思想|理论|工作室|事迹|传|全集|文集|居委|都)"
    "|(?:同志|先生)?(?:逝世|诞辰|诞生)[0-9一二三四五六七八九十百周]+年"
)
"""What makes a name that of a place, a house, or somebody of whom history speaks."""

POST_BEFORE = re.compile(
    "(?:主任|书记|委员|站长|所长|社工|民警|警官|律师|医生|大夫|护士|法官|检察官|调解员|志愿者|讲师|教授|老师|教师|专家|校长|队长|局长|处长"
    "|科长"
    "|主席|秘书|组长|经理|联系人|负责人|承办人|经办人|主讲|记者|作者|摄影|主编|院长|社长|干事|干部|协管员|工作者|网格长|网格员)"
    "[：: ]{0,2}$"
)
POST_BEHIND = re.compile(
    "(?:副?主任|副?书记|委员|站长|所长|社工|民警|警官|律师|医生|大夫|护士|法官|检察官|调解员|志愿者|讲师|教授|专家|校长|队长|局长|处长|科长|主席|秘书"
    "|经理|记者|院长|社长|干事|网格长|网格员)"
)
"""Posts and professions, in which people speak of others' affairs."""

LAW = re.compile("《[^》]{0,40}$")
SELF = re.compile("患|确诊|因病|病逝|病故|去世|逝世|残疾|离婚|被(?:判|拘|捕)|欠费")
"""What, right behind the name of one of the staff, is about the person and not about the post."""

ENDS = re.compile("[。；;！!？?\n]")


def affairs(plain: str, people: Sequence[Person], office: Office) -> Iterator[Span]:
    """Yield the people of whom a text says what is nobody else's affair."""
    for person in people:
        if person.of_the_office:
            told = SELF.match(plain, person.end)
        else:
            told = MATTER.search(about(plain, person)) if is_private(plain, person, office) else None
        if told:
            yield person.start, person.end, AFFAIR


def is_private(plain: str, person: Person, office: Office) -> bool:
    """Tell whether a name is no place's, nobody's of whom history speaks, and nobody's who does such work."""
    before = plain[max(person.start - 12, 0) : person.start]
    if PUBLIC.match(plain, person.end) or LAW.search(plain[max(person.start - 42, 0) : person.start]):
        return False
    if POST_BEFORE.search(before) or POST_BEHIND.match(plain, person.end):
        return False
    return not any(before.endswith(post) or plain.startswith(post, person.end) for post in office.posts)


def about(plain: str, person: Person) -> str:
    """Return what stands around a name within its sentence, the name left out."""
    before = ENDS.split(plain[max(person.start - NEAR, 0) : person.start])[-1]
    behind = ENDS.split(plain[person.end : person.end + NEAR])[0]
    return f"{before}\f{behind}"
