"""The words of the routes of complaint once more, for the translators' tools; a test keeps both the same."""

from models.names import N_

ROUTE_NAMES = (
    # Who has no number of its own
    N_("Us, National Ugly Mugs"),
    N_("The police force itself (professional standards)"),
    N_("The surgery, hospital or service itself"),
    N_("The surgery, service or health board itself"),
    N_("The surgery, service or health and social care trust itself"),
    N_("The council"),
    N_("The service itself, its manager or head office"),
    N_("The landlord’s complaints team"),
    N_("The landlord or agent, in writing"),
    N_("The college itself"),
    N_("The university itself"),
    N_("The school itself"),
    N_("The governors or the board there"),
    N_("The charity itself, its trustees"),
    N_("The firm or chambers itself"),
    N_("The prison or the probation office itself"),
    N_("The organisation itself"),
    N_("The ombudsman for that kind of service"),
    N_("Whoever holds the records"),
    N_("The students’ union"),
    N_("The court office"),
    # What each kind of body is for
    N_("Tell them what happened and what you want."),
    N_("Ask for their complaints form or address. Write “formal complaint” at the top. Keep a copy."),
    N_("They can say sorry, explain, put records right, train staff, change a rule, or give you somebody else."),
    N_("They look at their own people, and they cannot say whether it was against the law."),
    N_("Goes over it when you have their last answer and it is not good enough."),
    N_("Use its form, or ring. Send their last answer along. It is free, and you need no lawyer."),
    N_("It can say what went wrong, and ask them to say sorry, explain and change how they work."),
    N_("It cannot punish a person, and only a court can say that it was discrimination."),
    N_("An MP must send it on. Ask the office of your MP. You need not say what your work is."),
    N_("Goes over how the force dealt with your complaint."),
    N_("The force’s last letter says who goes over it, and how to ask."),
    N_("It can ask the force to say sorry, or tell it to look again."),
    N_("It cannot order compensation or reopen a criminal case."),
    N_("Goes over how the police dealt with your complaint."),
    N_("Use its form. Send the last answer of the police along. It is free."),
    N_("It can say that the police dealt with it badly, and what they should do or learn."),
    N_("It cannot look into a crime, order compensation, or ask for an officer to be disciplined."),
    N_("Looks at it from the start. You do not go to the police first."),
    N_("Online, by phone, by letter or at its office. It is free. The officer is told who complains."),
    N_("It can ask for an officer to be disciplined or charged, and for the police to change how they work."),
    N_("It does not deal with claims for money."),
    N_("Judges whether this person is fit to do the job."),
    N_("Use the form on its site, or ring. You can do this before, after or beside a complaint."),
    N_("It can warn a person, limit what they may do, or take them off the register."),
    N_("It cannot make anybody say sorry or pay you, and it cannot change your records."),
    N_("Looks at whether the therapist kept its rules."),
    N_("Find out which register the therapist is on, then use that body’s form."),
    N_("It can ask the therapist to change how they work, or end their membership."),
    N_("It cannot order compensation, and it cannot stop somebody who is on no register."),
    N_("Looks into complaints about care services itself. You may go there first."),
    N_("Use its form, or ring. You can ask it to keep your name from the service."),
    N_("It can say whether you are right, and what the service must change."),
    N_("It cannot order compensation."),
    N_("Notes what people tell it and looks at it when it inspects."),
    N_("Ring, or use its form."),
    N_("It can make a service change."),
    N_("It does not settle one person’s complaint."),
    N_("Looks at how the law was used on people who are held."),
    N_("Ring, or use its form. You can do this while you are held."),
    N_("It can look into it and tell the hospital what to put right."),
    N_("For serious wrongs by immigration officers, such as force, injury, sexual acts or corruption."),
    N_("Say so when you complain, or ring."),
    N_("It can look into it itself."),
    N_("It does not deal with decisions about leave to stay."),
    N_("Tells you what the law says about unfair treatment, free."),
    N_("Ring, or write on its site."),
    N_("It can explain your rights and help you to write."),
    N_("It cannot decide. Only a court can, and its time is short."),
    N_("Looks at whether they kept the law about what they hold about you."),
    N_("Complain to them first. Then use its form, or ring."),
    N_("It can tell them to put it right."),
    N_("Looks at crimes by police on duty in Scotland. It does not belong to the police."),
    N_(
        "If you cannot trust Police Scotland with it, write to this division before you report it to them. If "
        "you can, tell Police Scotland: it must pass crimes on."
    ),
    N_("It can have an officer taken to court."),
    N_("It does not deal with rudeness or bad service, and it passes the case to professional standards to look into."),
    N_("Makes sure that charities are run as the law says."),
    N_("Use the form on its site, after the charity’s own answer."),
    N_("It can step in when people are at serious risk."),
    N_("Goes over how they dealt with your complaint."),
    N_("Write when you have their last answer."),
    N_("It can ask them to deal with it again."),
    N_("It does not decide the complaint itself, or order compensation."),
    N_("Goes over the answer of an agent. Every agent must belong to such a scheme."),
    N_("Ask the agent which scheme it is in, then use that form."),
    N_("It can tell an agent to say sorry, pay or put it right."),
    N_("It cannot deal with a landlord who has no agent."),
    N_("Decides between you and a landlord or agent."),
    N_("Fill in its form. You need no lawyer."),
    N_("It can order a landlord or agent to keep the rules."),
    N_("It does not deal with rudeness alone."),
    N_("Says who may let homes in Wales."),
    N_("It can refuse a licence or take it away."),
    N_("Acts on harassment, illegal eviction and unsafe homes."),
    N_("Ring the council and ask for housing or environmental health."),
    N_("It can take a landlord to court."),
    N_("It does not settle a complaint about rudeness."),
    N_("If they decided that they owe you no home, or a wrong one: ask for a review. This is faster than a complaint."),
    N_("Say “I ask for a review” by letter, e-mail or phone. You need give no reasons yet."),
    N_("They can change the decision."),
    N_("It does not look at how you were treated."),
    N_("Looks at how a judge behaved, such as insults or racist words."),
    N_("Write down the court, the day and the judge’s name."),
    N_("It can lead to advice, a warning or removal."),
    N_("It cannot change a decision of the court or get you compensation."),
    N_("Goes over how that complaint was dealt with."),
    N_("Write when you have the last answer."),
    N_("It can say that the rules were not kept."),
    N_("It does not look at the judge again."),
    N_("If it was a crime, the police can look at it."),
    N_("Ring, go there, or let us tell them without your name."),
    N_("They can stop a person and bring them to court."),
    N_("They do not settle a complaint, and they may learn what your work is. Talk to us first if that worries you."),
    N_("Tells you whether a court could help, before time runs out."),
    N_("Ask for an adviser or a solicitor, and what is free."),
    N_("Only a court can order compensation, or say that it was discrimination."),
    N_("A complaint does not stop the clock of a court."),
    N_("Tell us as much or as little as you like."),
    N_("Use our form, or ring."),
    N_("We can listen, keep it on record, tell you your choices and help you write."),
    N_("We cannot punish anybody, and we stop no clock."),
    N_("Ask for a copy of what is written about you, and for mistakes to be put right."),
    N_("Write “data protection request” at the top. It is free."),
    N_("They can correct facts and add your view."),
    N_("An opinion often stays, with your view beside it."),
    # What one body is for
    N_("Write to the force, or use the form of the IOPC: it goes to the force."),
    N_(
        "Ask for their complaints form or address. Write “formal complaint” at the top. Keep a copy. If you do not "
        "want to write to them, write to the NHS body that pays for it: the integrated care board (ICB) of your area."
    ),
    N_("Online, by phone, by letter or at a police station."),
    N_("A crime by an officer: say so when you complain. The force must pass the most serious ones to the IOPC."),
    N_("Use its form, or ring."),
    N_("It can look into the most serious cases itself."),
    N_("It does not look into most complaints itself: the force does."),
    N_("For a dentist you paid yourself."),
    N_("Ring, when you have the practice’s last answer."),
    N_("It can help you and the dentist agree, on money back too."),
    N_("It does not deal with the NHS."),
    N_("It can order a landlord to say sorry, pay, and put things right."),
    N_("They can put it right, and answer for what they did."),
    N_("Nobody outside hears of it yet."),
    N_("Ask the students’ union or the complaints office. Ask for a “completion of procedures” letter at the end."),
    N_("Write when you have their last answer. It is free."),
    N_("For court staff and how the office treated you."),
    N_("It can order a lawyer to say sorry, pay, or put the work right."),
    N_("It can order a lawyer to pay or put the work right, and pass bad behaviour to their professional body."),
    N_("You must be, or have been, the client. Use its form."),
    N_("It can say that the service was bad, and what the solicitor must do."),
    N_(
        "The first is for the NHS and, through an MP, for government. The second is for councils and care. "
        "Ring either: they say who is right."
    ),
    N_("Says which body keeps the register for this kind of job."),
    N_("Look the person up on its site."),
    N_("It shows whether a person is on a register that is checked."),
    N_("It does not look at complaints about a person."),
    # Whether whoever looks at an answer is independent
    N_("They look at it first, and it is about their own people. The ombudsman does not work for them."),
    N_(
        "The force looks first, at its own people. The IOPC does not belong to the police. For less serious "
        "complaints it is the police and crime commissioner, who is no officer but works closely with the "
        "force."
    ),
    N_(
        "The police look first, at their own people. The PIRC does not belong to the police, but looks only "
        "at how they dealt with your complaint."
    ),
    N_("The ombudsman’s own people look at it from the start, not the police."),
    N_(
        "Therapists pay for it, but people who are not therapists sit on its panels, and the Professional "
        "Standards Authority checks it."
    ),
    N_("The inspectors do not work for the service. They answer to government."),
    N_("The department looks first, at its own people. The ombudsman does not work for the department."),
    N_("Agents pay for the scheme, but it decides by itself."),
    N_("It is a kind of court. It does not belong to landlords."),
    N_("A council runs it for all of Wales. It does not work for your landlord, and it does not go over answers."),
    N_("The council does not work for your landlord, but it does not go over answers."),
    N_(
        "We do not know the way for this kind of job in Wales beyond the place itself. Ring us and we look it up "
        "with you."
    ),
    N_(
        "We do not know the way for this kind of job in Wales beyond the place itself. Ring us and we look it up "
        "with you. A degree course at a college goes the way of a university."
    ),
    N_("It pays for colleges or schools and does not run them. It looks only at how they dealt with your complaint."),
    N_("Universities pay for it, but it decides by itself."),
    N_("It does not belong to the charity, but it takes up only serious wrongs in how a charity is run."),
    N_("Civil servants look at it, and a senior judge decides. Then somebody else can go over how it was done."),
    N_("The office of the senior judge looks at it. We know of nobody outside who goes over its answer."),
    N_("The firm looks first, at its own people. The next one does not work for the firm."),
    N_("The committee belongs to the Law Society, but people who are not solicitors sit on it."),
    N_("They look at their own people, and we know of nobody outside who goes over their answer."),
    N_(
        "We do not know the way for this kind of job. Most public services have an ombudsman who does not "
        "work for them. A private business may have nobody."
    ),
    # What can be given for a wish, and how a letter asks for it
    N_("You can ask to be heard in person, with somebody at your side. We listen as well."),
    N_("Nobody can be made to be kind. Say what would help you."),
    N_("I ask to meet somebody who will listen to me, and to bring a person I trust."),
    N_("We keep it on record, and nothing else happens unless you say so."),
    N_("It stops no clock. If you may want to complain later, look at the time limits below."),
    N_("We and the people below tell you your choices, free."),
    N_("Advice stops no clock."),
    N_("They can say sorry and explain. Most of those who go over their answer can ask them to."),
    N_("A regulator cannot order it."),
    N_("I ask you to say sorry, and to explain why it happened."),
    N_("You have a right to see what is written about you, and to have what is wrong put right."),
    N_("Neither an ombudsman nor a regulator can change your records."),
    N_("I ask for a copy of what you hold about me, and for what is wrong to be put right."),
    N_("They can train their staff. Most of those who go over their answer can ask for it."),
    N_("You may not be told who was trained."),
    N_("I ask you to train your staff so that it does not happen again."),
    N_(
        "They can change a rule for everybody, such as offering a chaperone to all. Most of those who go over "
        "their answer can ask for it."
    ),
    N_("A regulator of persons does not change the rules of a place."),
    N_("I ask you to change your rules for everybody, and to tell me what you changed."),
    N_("Ask for it at once. It needs no complaint."),
    N_("A small place may have nobody else. Then ask them to send you somewhere else."),
    N_("I ask to see somebody else from now on."),
    N_("You get an answer in writing, and somebody else may go over it."),
    N_("A complaint alone does not pay or punish, and waiting for it can use up the time for a court."),
    N_("Please treat this as a formal complaint and answer me in writing."),
    N_(
        "A regulator looks at whether the person is safe to do the job. It can warn them or take them off the register."
    ),
    N_(
        "It cannot order an apology or compensation, or change your records. It tells the person what is said "
        "about them."
    ),
    N_("If it was a crime, it can be looked at as one."),
    N_("It can take long, and you may have to tell it more than once."),
    N_("They may offer money, and a court can order it. Only a court can say that it was discrimination."),
    N_("The time for a court is short, and a complaint does not stop it. Ask for advice first."),
    N_("I ask you what you will do to make up for what I lost."),
    N_("Tell us. Two of us turn it into a lesson without any name, for other workers to read."),
    N_("It says no name and no place, and it does not reach the organisation."),
    N_("Say so in your letter. A complaint and an ombudsman look at the service, not at punishing one person."),
    N_("If somebody else is in danger, they may have to act all the same."),
    N_("I do not want anybody punished. I want it not to happen again."),
    N_("Then nothing more happens."),
    N_("The time limits run all the same, if you change your mind."),
    # What any professional may do
    N_("They told others about you, or what they hold about you is wrong"),
    N_("It was because of your race, sex, gender, religion, disability, age or whom you love"),
    N_("A police officer broke the law"),
    N_("You were held under mental health law"),
    N_("It was a charity, or us"),
    # What a time limit is for, where there are several
    N_("Court claim for discrimination by a service"),
    N_("Court claim for human rights, against a public service"),
    N_("Court claim for an injury"),
    # What else to know
    N_(
        "The rules are changing from “Putting Things Right” to “Listening to People”: ask them how long they "
        "have to answer now."
    ),
    N_(
        "Anybody may call themselves a therapist. If yours is on no register, ask us. If the NHS or a charity "
        "sent you there, complain to that service as well."
    ),
    N_("A degree course at a college goes the way of a university."),
    N_("If it is about us, nobody who works here opens what you send. Somebody independent reads it."),
    N_("A decision about money is not a complaint: ask them to look at it again (“mandatory reconsideration”)."),
    N_("Ask an immigration adviser first if you are not sure of your right to stay."),
    N_(
        "We do not know the way for this kind of job. This is the way that most complaints go. Ring us and we "
        "look it up with you."
    ),
    N_(
        "We do not know the way from what you chose. Say where in the UK it was and what the person’s job is. "
        "In general it goes like this."
    ),
)
