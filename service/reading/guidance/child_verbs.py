"""Verbs, adjectives and places by what they tell of a child's voice, in dictionary form."""

from __future__ import annotations

from service.reading.language.words import listed

SAYS = listed(
    "say tell ask answer reply explain describe write text email message sign choose state report whisper joke "
    "mention shout spell nod tick circle rate score rank vote point complain disclose confirm agree disagree "
    "admit insist suggest request thank decide share recall remember phone ring correct remind boast announce "
    "promise volunteer deny express call dictate press type ty shoute reckon"
)
IN_THE_PRESENT = listed("say tell ask describe explain report state write call agree disagree express reckon")
"""Verbs of speech that are somebody's words in the present too: "she says", but not "she replies to them"."""
SIGNS = frozenset({"nod"})
ASKS = listed("ask say wonder offer check suggest tell")
"""What stands beside a nod that is an answer, and no greeting."""
WISHES = listed("want wish hope prefer")
WOULD = listed("like love rather")
"""Wishes after "would"."""
FEELS = listed("like love hate enjoy feel think worry miss dislike believe fear mind wonder dread")
"""Somebody's own telling only where telling stands beside it."""
TALKS = listed("talk speak chat")
DOES = listed(
    "smile laugh cry play run walk watch hug cuddle climb crawl reach babble giggle kick jump hide sing dance "
    "colour paint build kneel scream wave shrug stare gaze curl cling push pull throw wriggle roll grin frown "
    "yawn suck chatter sob whimper lean stack splash chew bounce rock squeeze grab pour gurgle coo snuggle nestle "
    "flinch freeze imitate clap pat stroke squirm nibble lick pace fidget tug hum mumble blink startle tremble "
    "shuffle slump snatch peek peer beam squeal shriek doze stretch fuss grizzle toddle stagger skip hop chat "
    "look hold draw vocalise tap bang lead pretend appear seem cough shake clutch cower trot nuzzle crouch nod "
    "wrestle tickle clamber scramble potter"
)
"""What anybody could have seen, whatever its tense."""
DID = listed(
    "sit lie eat drink turn show bring fetch read stand pick put open close settle wake fill blow stop copy touch "
    "follow drop cover duck taste swallow finish help carry lift count ride swing slide fall trip wipe rub talk "
    "listen concentrate greet kiss make knock race rush tidy wait wander zip button rest stir calm keep give take "
    "come let interact respond react approach explore wear dress line hand wrap chase get join collect swim bake "
    "cook feed present tip go nap bite bit"
)
"""What somebody saw only where it is told as it happened: "sat on the step", not "sits her exam in May"."""
SIGHTS = listed(
    "awake happy sad quiet settled calm bright chatty smiling clean dirty tired pale tearful upset relaxed "
    "cheerful withdrawn lively alert smart thin cold hungry excited shy anxious content comfortable unsettled "
    "cross angry still animated confident playful wary watchful unkempt wrapped tidy grubby poorly nervous busy "
    "curled engrossed dishevelled giggly talkative restless sleepy drowsy floppy scared frightened distressed"
)
PLACES = listed(
    "buggy pram pushchair cot rug mat lap knee arm back tummy floor sofa settee table chair highchair bed garden "
    "bath playmat bouncer blanket corner window step stair door pyjamas basket swing carpet onesie uniform"
)
"""Where a child was when somebody saw it: "was on the rug"."""
OWN_THINGS = listed(
    "view wish answer reply drawing letter picture message favourite text comment word question worry list dream"
)
ONLY_SOUGHT = listed("seek gather obtain record attach consider hear request collect explore capture know include")
"""What is done with a child's views in records that do not hold them."""
WRITERS = listed(
    "talk speak chat give take put ask answer watch sit look hold help come show keep text ring call email write "
    "agree suggest confirm request thank share point decide listen wait play read stop describe explain report "
    "phone press say tell go get join knock make finish collect follow carry lift turn open close walk stand "
    "greet think feel remind"
)
"""With no subject these are most often the writer's own doing: "Spoke to Ava", "Sat with her"."""
CAME = listed("attend come join sit arrive")
