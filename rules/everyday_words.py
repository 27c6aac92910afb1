"""Everyday words of reports: sharing one says nothing about who a report is about."""

# Small words, and what nearly every account of harm, of work and of looks is made of.
EVERYDAY = frozenset(
    """
    a about above after again against all almost along already also always am an and another any anybody anyone
    anything are around as asked asking at away back be became because been before began behind being better between
    both but by call called calling came can cannot cant come comes coming could couldnt day days did didnt do does
    doesnt doing done dont down during each either else end even ever every everything far few finally find first for
    found from full further gave get gets getting give given giving go goes going gone good got had has have having he
    hed hell her here hers herself hes him himself his home hour hours how however i id if ill im in inside instead
    into is isnt it its itself ive just keep kept knew know last late later leave left less let lets like little long
    look looked looking lot made make makes making many may maybe me met might minute minutes mine month months more
    most much must my myself near need needed never new next nice no nobody none nor not nothing now of off often ok
    okay old on once one only or other others our out outside over own past pay paid people person place please put
    quite rather really said same saw say saying says see seem seemed seen she should shouldnt since so some somebody
    someone something soon started stay stayed still stop stopped such take taken takes taking talk talked tell than
    that thats the their them then there these they theyre thing things think this those though thought three through
    time times to today together told tomorrow too took tried try trying turned two under until up us use used very
    wait waited want wanted wants was wasnt way we week weeks well went were what when where which while who whole
    whom whose why will with without wont work working would wouldnt year years yes yesterday yet you your youre

    man woman men women male female guy bloke lady boy girl client customer punter driver person
    tall short big small large thin slim fat heavy medium middle average build built young older younger aged age
    hair haired bald beard bearded moustache stubble glasses eyes eye face skin head hand hands arm arms
    black white brown blue green grey gray red yellow orange pink purple blond blonde dark light fair pale ginger
    asian european eastern british english scottish irish welsh polish romanian indian african arab mixed east
    accent voice spoke speaks speaking english
    jeans jacket coat shirt tshirt hoodie trousers shoes trainers hat cap top clothes wearing wore dressed
    car van taxi lorry vehicle ford vauxhall golf bmw audi astra focus corsa door doors window seat
    money cash pounds price deposit booking booked book phone mobile number text texted message messages messaged rang
    ring email site advert profile photo photos picture pictures hotel flat room house street road bed bathroom
    condom sex oral service services job night morning evening afternoon
    hit punched slapped pushed grabbed held choked raped attacked assaulted robbed stole threatened threats threat
    shouted screamed angry aggressive violent rude scared afraid hurt police report reported
    """.split()
)
