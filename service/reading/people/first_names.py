"""First names of adults whom a note is likelier to call "she" than "he", or the other way round.

Used for one thing only: to tell whom a pronoun can hardly mean ("Yvonne says that Sam's room is tidy and his bed
is made": "his" is not Yvonne). It never says what anybody is to be called, and never looks at the child's name.
"""

from __future__ import annotations

from service.reading.language.words import listed

HER_NAMES = listed(
    "abigail agnes agnieszka aisha alice alison amanda amina amy andrea angela anita anna anne annie ayesha barbara "
    "becky bernadette beth bethany betty beverley brenda bridget bronwen carly carol caroline catherine cathy "
    "charlotte chantelle cheryl chloe christine claire clare claudette colette courtney dawn deb debbie deborah debra "
    "denise diana diane donna doreen dorothy edith eileen elaine eleanor elizabeth ellen ellie emily emma erica esther "
    "eva eve fatima faye fiona fatou florence freya gail gaynor geraldine gemma georgina gillian gina glenda gloria "
    "grace gwen hannah harriet hayley hazel heather helen helena hilary holly ingrid irene iris isabel isobel "
    "jacqueline jade jane janet janice janine jasmine jean jenna jennifer jenny jessica jill jo joan joanna joanne "
    "josephine joyce judith judy julia julie june karen kate katherine kathleen kathryn kathy katie katy kayleigh "
    "keeley kelly kerry khadija kim kirsten kirsty kylie laura lauren leanne lesley lilian linda lisa liz lorna "
    "lorraine louise lucy lydia lynda lynn lynne maggie mandy marcia margaret maria marian marie marilyn marion "
    "marjorie martha mary maureen maxine megan melanie melissa michelle mina miriam moira molly monica monika muriel "
    "nadia nancy naomi natalie natasha niamh nicola nicole nina nora norma olga olivia orla pamela patricia paula "
    "pauline penelope penny philippa phoebe phyllis polly priya rachel rebecca rita rhiannon rosa rose rosemary roisin "
    "ruth sadia saima sally samantha samina sandra sara sarah shabnam shannon sharon shauna shazia sheila shelley "
    "shirley siobhan sian sonia sophie stacey stella stephanie sue susan suzanne sylvia tamara tanya tara teresa "
    "theresa tina tracey tracy trish ursula valerie vanessa vera veronica vicki vicky victoria violet vivienne wendy "
    "yasmin yvette yvonne zainab zoe"
)
HIS_NAMES = listed(
    "aaron abdul abdullah adam adrian ahmed aidan alan alastair albert alexander alfred ali andrew andy anil anthony "
    "arthur barry ben benjamin bernard bilal bill bob brendan brian bruce bryan callum carl charles chris christopher "
    "ciaran clive colin connor conor craig dan daniel darren dave david dean declan denis dennis derek desmond dominic "
    "donald douglas duncan dwayne eamonn ed eddie edward eric errol ethan farid frank fred frederick gareth garry gary "
    "gavin geoff geoffrey george gerald gerard glenn gordon graham grant greg gregory harold harry hassan henry howard "
    "hugh huw ian ibrahim imran irfan isaac ivan jack jacob jake james jamie jason jed jeff jeffrey jeremy jim joe "
    "joel john jonathan joseph josh joshua julian karl keith kenneth kevin khalid kofi kyle lawrence lee leonard leroy "
    "lewis liam luke malcolm marcus marek mark martin matthew matt michael mick mike mohammed muhammad mustafa nathan "
    "neil nicholas nick nigel norman oliver omar oscar osman owen patrick paul pete peter phil philip phillip piotr "
    "rajesh ralph ravi raymond reginald rhys richard rob robert roger roland ronald rory ross roy russell ryan samuel "
    "sanjay scott sean sebastian shane shaun simon stan stanley stephen steve steven stewart stuart suresh tariq ted "
    "terence terry thomas tim timothy toby tom tony tomasz trevor vernon victor vijay vincent wayne wesley will "
    "william yusuf"
)
