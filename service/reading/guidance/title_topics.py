"""What titles of case notes speak of, and the words by which a note touches it.

For telling a title that was left over from another note. Generous on the note's side: a note touches a
topic if one of its words begins with one of these, so that silence is the rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.reading.language.words import listed


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that name a topic in a title, and beginnings of words that touch it in a note."""

    named: frozenset[str]
    touched: tuple[str, ...]


def _topic(named: str, touched: str) -> Topic:
    return Topic(listed(named), tuple(sorted(listed(touched))))


TOPICS: tuple[Topic, ...] = (
    _topic(
        "school attendance exclusion excluded suspension homework classroom uniform lessons education nursery "
        "preschool college exams gcse gcses senco",
        "school nurser pre-school presch class teach tutor lesson attend exclu suspen uniform homework pupil educat "
        "academ primary secondary college sixth universit gcse exam mock senco sendco dsl ehcp head year reception "
        "playground detention register late absen truan learn course apprentic key stage pastoral pru campus term",
    ),
    _topic(
        "housing eviction tenancy landlord rent homeless homelessness damp mould repairs flat",
        "hous home flat tenan landlord rent evict homeless damp mould repair council accommodat hostel hotel refuge "
        "boiler heating mov address bedroom room lodg sofa shelter leak roof window door property lease bailiff key",
    ),
    _topic(
        "bedtime bedtimes sleep sleeping nights naps bed",
        "bed sleep slept asleep nap night tired wak woke dream pyjama cot bunk evening dark late dawn rest nod settl",
    ),
    _topic(
        "routine routines mornings",
        "routin morning evening bed breakfast time wak woke up night late alarm day get dress wash tea meal school",
    ),
    _topic(
        "meals food eating weight feeding lunch breakfast dinner diet foodbank",
        "meal food eat ate feed fed lunch breakfast dinner tea diet weigh kg lb pound ounce hungr hunger cook kitchen "
        "fridge snack bottle milk formula breast wean menu shop drink appetite supper pasta rice soup bread toast "
        "fruit chew swallow peg tube grow centile foodbank voucher",
    ),
    _topic(
        "money benefits debt debts finances budgeting budget allowance savings",
        "money benefit debt financ budget allowanc saving credit pay paid pound £ bill cash cost owe rent wage job "
        "work grant fund voucher bank account pip dla uc afford purse loan arrears charge price claim card fine",
    ),
    _topic(
        "police arrest arrested custody burglary theft offence bail caution",
        "polic arrest custod burgl theft stole steal offen bail caution pc dc ds officer crime crimin court charg "
        "interview station detective cell yot youth solicitor knife drug weapon incident report 999 101",
    ),
    _topic(
        "missing",
        "miss gone disappear return found whereabouts abscond late home ran run where back away out absent lost seen",
    ),
    _topic(
        "birthday party christmas easter eid diwali ramadan halloween",
        "birthday party christmas xmas easter eid diwali ramadan present gift cake card celebrat candle turn festiv "
        "holiday tree balloon santa fast mosque advent halloween costume pumpkin",
    ),
    _topic(
        "hearing judge directions",
        "court hear judge magistrat direction order solicitor barrister lawyer legal counsel cafcass guardian proceed "
        "statement final threshold tribunal witness bundle listed filed",
    ),
    _topic(
        "doctor gp hospital dentist optician health medical medication vaccination vaccinations immunisations injury "
        "operation asthma diabetes epilepsy eczema hearing eyesight glasses teeth ward clinic physio physiotherapy",
        "doctor dr gp hospital dent optic health medic vaccin immuni injur operat asthma diabet epilep seizure eczema "
        "hear ear eye glass teeth tooth ward clinic nurse physio surger appoint tablet inhaler insulin dose pill "
        "prescri pharmac ill sick unwell pain hurt bruise burn cut sore rash skin cream infect cough temperature "
        "fever scan x-ray blood test ambulance a&e paediatric consultant camhs therap treat weigh red book jab "
        "injection bandage plaster cast brace bone leg arm head wound symptom condition diagnos allerg",
    ),
    _topic(
        "alcohol drinking drugs cannabis substance addiction",
        "alcohol drink drunk drank sober pub beer wine vodka lager cider spirits drug cannabis weed cocaine heroin "
        "substance addict smok methadone needle rehab detox recover clean bottle test use using misus hair spice ket",
    ),
    _topic(
        "swimming football gymnastics dance dancing boxing karate judo rugby cricket netball scouts guides brownies "
        "cubs cadets drama choir guitar piano drumming youth club clubs",
        "swim pool football gym danc box karate judo rugby cricket netball scout guide brownie cub cadet drama choir "
        "guitar piano drum club team match train coach practi lesson activit sport play goal music sing band youth "
        "kit",
    ),
    _topic(
        "holiday holidays trip camping seaside beach",
        "holiday trip camp sea beach travel flight fly flew plane airport passport abroad away week tent caravan "
        "coach ferry train sun sand visit journey hotel half-term summer packed suitcase half outing zoo museum park "
        "farm",
    ),
    _topic(
        "passport visa immigration citizenship asylum",
        "passport visa immigra citizen asylum home office papers document leave remain status birth certificate "
        "solicitor nationality travel consulate embassy form biometric",
    ),
    _topic(
        "bullying bullied friendships friendship friends",
        "bull friend mate tease teasing hit fight fought name classmate group lonely alone peer play called laugh "
        "kick pick push online girls boys kids",
    ),
    _topic(
        "pregnancy pregnant midwife scan birth newborn labour",
        "pregnan midwi scan birth born baby babies newborn labour due matern bump trimester antenatal unborn deliver "
        "hospital ward expecting feed cot",
    ),
    _topic(
        "funeral bereavement grief died death",
        "funeral bereav grie die dead death ashes loss lost grave cemeter cremat memor buried wake coffin miss passed",
    ),
    _topic(
        "pet pets dog dogs puppy kitten hamster rabbit",
        "pet dog pup cat kitten hamster rabbit animal vet walk lead cage fish bird bark biscuit guinea bit bite",
    ),
    _topic(
        "fostering foster placement carers adoption adopters matching respite",
        "foster placement carer adopt match respite short break live home family mov guardian care stay permanen",
    ),
    _topic(
        "violence assault abuse injunction refuge argument row fight",
        "violen assault abus injunct refuge argu row fight fought hit hurt shout threat police injur punch slap kick "
        "order safe afraid scared frighten push grab marac idva bruise swear swore strangl knife domestic",
    ),
    _topic(
        "internet online phone-use gaming social-media snapchat tiktok instagram",
        "internet online gam phone screen snapchat tiktok instagram social app photo picture messag video tablet ipad "
        "laptop xbox playstation wifi account block chat youtube post follow device",
    ),
    _topic(
        "transport taxi bus",
        "transport taxi bus car lift driv train walk minibus route escort travel seat pick ride fare tram journey "
        "station",
    ),
    _topic(
        "toilet continence soiling wetting nappies toileting potty",
        "toilet continen soil wet napp potty dry bladder bowel wee poo accident bed laundry pad sheet",
    ),
    _topic(
        "speech language stammer signing makaton",
        "speech speak spoke talk word languag stammer sign makaton say said salt slt communicat sound voice board "
        "symbol sentence",
    ),
    _topic(
        "noise neighbours neighbour neighbourhood complaint complaints antisocial asb parking",
        "nois neighbo complain antisocial anti asb loud music party shout bang estate park row quiet apolog unhappy",
    ),
    _topic(
        "haircut hair lice nits clothes clothing shoes coat laundry washing hygiene",
        "hair lice nit louse comb cloth shoe trainer coat jumper dress wear wore laund wash hygien clean dirty bath "
        "shower smell uniform sock teeth bed machine outfit jacket boot",
    ),
    _topic(
        "job jobs apprenticeship work-experience employment interview cv",
        "job apprentic work employ interview cv wage shift boss shop hire paid rota trial college course salary",
    ),
)
