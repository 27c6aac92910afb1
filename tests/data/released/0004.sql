BEGIN TRANSACTION;
CREATE TABLE "account" ("id" INTEGER NOT NULL PRIMARY KEY, "ref" VARCHAR(16) NOT NULL, "role" VARCHAR(255) NOT NULL, "state" VARCHAR(255) NOT NULL, "email" TEXT NOT NULL, "email_key" BLOB NOT NULL, "name" TEXT NOT NULL, "language" VARCHAR(255) NOT NULL, "salt" BLOB, "verifier" BLOB, "public_key" BLOB, "private_key" TEXT, "lowest_level" INTEGER NOT NULL, "sector" VARCHAR(255), "style" VARCHAR(255) NOT NULL, "cadence" VARCHAR(255) NOT NULL, "is_paused" INTEGER NOT NULL, "is_frontline" INTEGER NOT NULL, "letter_token" VARCHAR(255) NOT NULL, "applied_on" DATE NOT NULL, "admitted_on" DATE, "closed_on" DATE);
INSERT INTO "account" VALUES(1,'M-24FF0HKN','caseworker','admitted','1.k1.wkb96WDZVDDPi7TKbbD6X0/xysCz8af5mnv7PiBlz3nhAOT35tMbNqZW9vi+GJt5zc0mvHfnwx82JWyWBGA9DG1GogPK++Elcgqv9wfgbvWjvHxnBLfBDDclTJpRQ+D0068Vhr0C9G5/wQozXeeWxEgjVx+evihxjrE2MWjiJNZd1dpG/A/K6zaDSmTiX0vWQVzrfff9MA7QgcijUvjlBk1BRoti51Ja5bLgjDAa+yuAN+9rus0eFvWWtEc2vRix6BDIxWVLAV0xVOYB8s1xIbhil4lu0lanKf/QgqB3xX+5ney6bnjzMmm31BpDZ0W+VNOw6ekkCNJXqulz3QEs1ZDaGE9SCbBvMBAfUvelYwsWqP6kfbY9ArctbWEgMjD1L9W8pbTZYMs=',X'DEE169C264F22575A2224BED6CD61C55','1.k1.gLWzGui1iKu+/OBw+FVLL64awvhNTTQDkhRredmeu1BQqmWEFRoZB1CVH6Kjw7+S7kbpqfSr+YdaCnH1Raf+J6MQ+EMU6cWSP4klrmLVUDA8f94TrtkXOx6s4kwbIxO73CpPounZsrPRI/o7f+9W6604J9du6oveigYpsl0+Vb+Hx5jYsRBQNpvwMZDSvUcsov0KYy7uo9/E8I74LuoX97jCI0HCNshHbE0T0zRZsT8R5QMsX3cYFZ61HRmaNuE1PvckTlXSFclTfitk2VmitZ9zkFar5+yS7yYGtpQs2MtYwFjeMH4l75zIcUIGEmNDcT1hIrEyqfHKsLd3VMF58/0ntvQn1W57zvlhvhYj41P8BISKT8vmtgSQXVo37OACaAOMXrpdf74=','en',X'4AAFB2659EB4E6F5BEC690D281ED2FB7',X'A04709A69966B21351AE5755F4DF21D5D7D472468E220465DFFAA1BD7ABB2406',X'DE0E8A77F7356C290241C6A49AAB3132DA94CB1A9338B5FB8AC5C5F28FDAAE07','1.d.9qwYx4s69+jERf8CRncRqYozo2G690qXxkCiy938rovZnKeN9xiNWjVPIpJh8o18CIH5oW7vOvSCQxCG6/f3ksc8bmhncDBIRY5c4XrjBJJMRDOe9muffFAvZ43DKOoTaho8L/0cfl/G9n0xMf9k7NMwagI+BeJ6/advUSOgagM4ezNZ9RxcSwYHxs2nevYS7y0VJSQV2aqxRzmWT2Nedj2OjXH/uS43JB0blfuU6UfdeeXF6BOtbJM/OjIFESSU84KNeMNj8IkqK6XSOk5XKG0LXwdXTC1tSaoG0+X70qu1GNVKakXI3m6MF3k+JZyoBns9wnCTRAAdRYfuBxxe0+OQbyufkQ6r5lX6cs+DbXw5Augxy4J+gTjAEI/fBnsSX8E7hXqd5lc=',1,NULL,'nudge','at-once',0,0,'SFM7rTBdwW1dXOQ4anS2_Q','2026-11-20','2026-11-20',NULL);
INSERT INTO "account" VALUES(2,'M-XQ85QVK5','editor','admitted','1.k1.tbjMQ2wz6MHGPAKm9sz79GjNPRNi+F67eJjrG2J4NygpCod2VO4TvPr7XuCbK5vGMT9PWllYxJ7rC3uExHFeDZ7jkwzofBxoyGr48gyJ+KFAbhkg2AFbA+jG7mO+s2NXLAnIlOzo4w217iDTMQN1vAfXNJcpQroMRCHiL2VwUZ9LizG14k3yikSk0vzgrDUqelGn1GBsr7oDURyGMvD5S1425dz6OjPn1FW2Y0WdGhQ6//fNqALLqU+RzzR3lI/uGd3y3gOA3AlOidJU9gPivU2Lx2uakUz7qeY7P14lS9Pv7Fi4bZ+nB3ks6RuNURcbeudf72RsC7sNunmBmC81XWtuZCT8YE/03B5LjjOQTwYPMNOq26cjhL7vAcq/XhbyXHYiRe9Tn5g=',X'86F0D9C2AB63ABC29B6D6AE75E392F80','1.k1.qYrjtnd2aUsigfS8yl3A+wbZ17Uw0H1Jl44X3uQluFa+Y7DcW7LEXq4hhQ2o3PmqcfiGHV6amM8UbWiz0IZka6ALXdHPn9/t4pmT9wApl7zDA8sKTJhZlgQCFOXrZtq8Qi9Df4wD8dmav2aN2hHuawTc66ma4W+vNFR4NGuy4lH4HmBMtaT0onXxBxGG23w2PL5qMkpIK1CpfTOPB9emLwrD/jVdkxCGqkCt8NlplEHXdcRCznxGHwYJ27TOIoIUzupcORaY+toFoS4iGmUf/7GvBhZmBomW6MMXjkvemWnSBdVyE9l4RlI57e/KLc3tlDRyE1tG3R8ArSXShYulRYQ7At2MVglqpAnZG/t3OOsBRBFj1zLxllQof7GY8m/bxkkygTM8s7s=','en',X'5338ED66B8ECCF29702B8D8D184D613A',X'B34871F25B5CD4FDE8891BFDEC9169434F4BC2483B09526CF2C0AD4C4087D1B2',NULL,NULL,1,NULL,'nudge','at-once',0,0,'nYVmUzD7ARHCbb8grWBKSg','2026-11-20','2026-11-20',NULL);
INSERT INTO "account" VALUES(3,'M-97EYWJ7G','member','admitted','1.k1.3Eafx551PRKn1j0MIaEHB+evKw0Iggg60VIG0dxFEe8woROfpwW7NZfUKwLTvHbyNGQt9qEzN5rscbz0oM2cA4gAtHclwUUIXSgYEiSjoXtt0b7Fm9Q7FxffCCWi5i+X2T3KJqykJ4rMkXxsMvIJ057LCe91yjiSz3vJV3iy2aJl+xM/iVziIF7+2FVk5LSUeG6/CX7T5YAs0umkAYOkTo+UEzxF4RIwxSav+7MUQDOx6qDBUxkOrxNWIXxlPu8xRMa93aBnuiiy0X6OV7KkOCwtNvraDqVRQV+1jqGUMjSTl4afCPTToSx4oVQwJwJ+mK+r3v5ASLcv1Zbrrz9KJy1fnUaN34qcI4TKLih6C8stzq2bR270pjNPRt9Fh5kC7E0LXyo5EPM=',X'C53843C893D7332D7A0FDDB94106C61C','1.k1.EeHznTaOflWOK6JemNE33VTAlq6AgCLJtPRemBVIdWrsF8qp8YJ+u87W5MgBXWPZRG08QNOnRKphFXDCuDpwgJsunau+JyDAA0Zkxpoz2mlmN6PLi6x7SNvavV5hmKJ/GPPtym1DVaF8tdIe0k9ODcjcpa5zqi4rAb116nfaM3qg+rZ7QEtHqYBfpML+xzc/z5ecTh/2BDKp4UTol7gB1eQy68qsMpU9ewoc21VJp2VnVjErUpobLsx2ZdGWk3TCivHvzg+LEzJv6Zq6Pw8Sz6AaXuGfRTmDWoOr0toBdTOHvNRcOXPTfMquxnsDRIWOn7lm7PcEl6Xcs7UXquFwVgqGHePG2TkUKMFabvb8DMuepnO07BS0qX2Yyu8UWP+h+kUKzTjbiXU=','en',X'19C5D6BE6CBC509C28B6191941758022',X'E15C072454638EE965340DD05C5623CBDB6C48EAD3DFA5CDEDA8941753C2681C',NULL,NULL,1,NULL,'nudge','at-once',0,0,'T0RVZ-3aH1F28GtCia1Erw','2026-11-20','2026-11-20',NULL);
INSERT INTO "account" VALUES(4,'M-SRHCEP6N','practitioner','admitted','1.k1.JCC0tHtr4aCi/oiiFpZCN/lEzG1w4KvlhmNHkB6kaxyQJRH+qL+i5JPfnuB10gpTapxVxbJ2gPMnvNZAdMq5SCrNMZTqD8860u/vPygx1H0mkN9lV5nY4jVRtfvexfIna87KJKHFwTDByUFKgjfurnIG+vZ4Q5KCV4JWmJxs47AZX3mhfhQI11ISSuNUyT6JUxMc4f9mMFedDYMeoIatN8PPHC4ZWbdsZaj+f3Anwr6s0iCMV2s2r4PFKyl2vzNbRJ30mT5JJtMKSJzLuwNJsiArhoaubf7MFG1T64rTV3cjPqlbDAloBVh1XPXrt3DvMGuAnpi9zWAutE8/C1RnNQmxYCyWyi31bCsUxECwKnY8semUxS1p/cbE1qgkj9iixxLr4GmtAYo=',X'58E087D358E36F8B6799DE8ED2D4D5A0','1.k1.utAsSjhX1VfNkjcWgTwWxKi5AVgvzI/nV/OGL30mfp35ZWODD1X7Mt+ZsD08PLqdd5Q55MOeoot09MVmju+bNArNR4nMiRyySItZxEHMg5wgE3hUGs7EvgnXcYny+sd+Gx6h4wvRsOXjc7RxbzMQH1QV2d4WF5YwdCyMCz1Pw7sYG2tdSnds7D5eAh9QRd0Gv6i5iLEKRRjcsxhxLtqZT7rLx3EuB0yc7GQZA6h9GTRxf5ToDxuNI9/Z9WebD2g8TmszNfAC7ZR9PhLPH8+x37gS9foB4U9nlnpiZSbH1wRsvdOqJgPQGdW+c/BiO4XlA7E6yps0e3g5P1ol4txRMmx7OTLDMPnqTIAD2fq01xH97WiUNU987AYmkvJCs+sWWD7pVO4elp0=','en',X'591A86DC9593484A4B22F1DC9A0BC448',X'6BC50C341D13465F04291D1BB64A76F33DEBC1437EF7326B9908CBF39CA3723B',NULL,NULL,1,NULL,'nudge','at-once',0,0,'osXdM5mO2TtlAJ0cvc2UUg','2026-11-20','2026-11-20',NULL);
INSERT INTO "account" VALUES(5,'M-PMPVQ1TC','manager','admitted','1.k1.pwVsshI/X3O4LcOIEALsWMIdIUq7rkRhhkJWRbD06z10uZuiQGmwHIOcj70xl2dIIW09PWUBzMeg15tT6GeTjR0uMCnJPKHAndDWvY7knhmSKBsXI1LqEs870xSs83/l3tlhboj6Aa56lkuHSPYSgmqwcn1ep1qvprD+gg4R+TVQcROBdkgbNugBrLD3MiVMwrBFKPUWwqHACki6y6cZw7PlkcL1B8fRWtF4VcwnE7vJf0RGaV4nmJczNmgmceOAPXBz0XKEbk7pADUfdfrGQfuRClV+hML5FdN45eRFa12YD/Fs5yApwDTTj9vfub2U9DkMq70hgO3mjFT7K/U3iTVkGK9dNNTEJBfcvlrMO/lZJDT2g5JNzxEK6txSCwVfmVHvCiuGDSQ=',X'C56DBE43E1BDCFD5B3B150A9CD59EF97','1.k1.evFy95rXZmbEkqutJY/wLwJ/m9NPoQtJrSY8tbmPECXkIxvy3UZnD+j0So4o/CWoiCSp5nd5bKoh0gSXamqrVumMRUlBmoceB5qFtWpXlviSS94H69O5ZncRL2iUTVUzemMRAycwsvj5QgotC6RcJLLHcesw6SlfNNsxoK5b4E18SxUVeH8z0TMbl4PVaRtXXsabPoMFcK6LrsaGMdHtuzdQBgSg21aHmGjWqzKYWAcPv+ekMYcpyxWaosQTNNToPYEhwd0j54U04yfekOl+/tU+VVz843BHClGI6KFs/QJ9A9ERVVYgdtlfoW/t4h0Nz2UuC/Z1KFfiURccj4SH2oDXRkVXhVDcRhXfZAvn5snMhvOqGOA3Jsr2eyXfaVa3CeD9tj7Noto=','en',X'A593F461B444B2FCDD9A6AD2CBC9D697',X'DD836C24737BF006F98420E4455D1D63FF6F789E8B4FE2EEC0AD9C5334D04FC9',NULL,NULL,1,NULL,'nudge','at-once',0,0,'eFBdQP7XEtePh145BJ0BFA','2026-11-20','2026-11-20',NULL);
INSERT INTO "account" VALUES(6,'M-YBNFT58R','caseworker','admitted','1.k1.MvOgNto/2evUqKCQTn9RuSXkw+BQo+kvWPdKtiViYBi0iqcUy9fG882LymrPkcQMGLLW7YZ2sYxfPlsDIsu8LSZkrHCyyp3KlJbUvKC0s1dfMyuOxMVYfkH3ewJxctAAuXHyx0u5tDvt3L0RMieTIn+4r3N9rpD6hh6U7wK7ufDPmrOyxxLq/gEWzck3GNBXJ1Lw4+I7DfGaKr0Uv+sCfcMokWS0FgSEB6v8Dx8bWCWkCsJnUvJQ5a1RifFbMSbXhNAjJ9hNgBPH3VwQlN5Szm9O3wXUEdf8K1QaUzd3MKBy068ZxAIfGJYLd0zhH1UmVim0p7DVzxDDpW9DGF+Q6nZZCpz74WDKVqqXFh3nSYJORs42xxsBeraJ2lWv6qrKQ/7cD7zB870=',X'F9BC61F5386D25A30D76A77EBF944D6B','1.k1.2fhzSh/SUDdHOcwKSoaTT+9GjdykXsaCqYHJbMemG0UIy/DE/87YG7FV55xKa/415dx93MNsfe8VPI+c2zJUoWYG7yvnkfkGaityrsWtmKQVSHPRGulOQRL8rhvfv8GUO+QbvO4rl8iO5ebBDRl7WlaMmklO6MTmGGAxLKK1CiQz8Qpl3KGpi0uILJpeeJstSB7QF8AJRbvVl2Gr6tRsy5U+SiBVSv+RRlx0fQdfhImbOManwf6SB3R/MQZ8HSWanvPpoJ5KL8kz8Kl/TR4CtFh9SPgkA/hG5hzu8QyFFOFSt1NC6MDKa6YZoBsDCZWVn0KwaSNkCSm4S+NwJcSUxR3rfI5WgXpYGw+3IcnSAopad9WinnOsRXGi9XKPObfzwlMJxopCM10=','en',X'ADA7B0C13BDB0DCE8E651480E538A3CB',X'55718A0088202F5BE7D5758136076753B8AEB43A78C378ADCED2C46C51B4C74F',X'7898B7420552A90922EBD157A6AB138A91C3B36BAB81750A35B6766C1E352640','1.d.58Jq1xo8jkTKZXgTOeEPWxW0X3XRoDsaobdw+1lFQpnYVsBSFD2j/6ETcMIXbmaqgT2iNnVNaYC2XTOhvryGEIVGaIVhEibtv0bmV2j1ldNXXtErFmF1lNCd28EEIESLNd7meWRUCoSze93MwPVJU2pCThe++81I3nz0g7EK+8tZi3d9qirW1Ny40jCXRRG9pffwYyN2H07u9G+FjI0KbXpGhfdQ8R2VzZ6cQPlgzaZ849VL6D1zOth/F9INjPKog1LKF+iq5Mex6Lrd0uvbeJjBkgXTj8zzCTNQU0I6Ftd7+5Eq5oRMi22YLwq/IFnLqQvP6XMOF1Zgw1oO/X5zToQX4uPF7rbfV8x8RNdDEuGHp521Zf/PFjdohFgf1qoXpR9XcQXzw5k=',1,NULL,'nudge','at-once',0,0,'ni6ONqAIc4v4qiyF9UvZlQ','2026-11-20','2026-11-20',NULL);
CREATE TABLE "account_area" ("id" INTEGER NOT NULL PRIMARY KEY, "account_id" INTEGER NOT NULL, "area" VARCHAR(255) NOT NULL, "until_on" DATE, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
INSERT INTO "account_area" VALUES(1,1,'london',NULL);
INSERT INTO "account_area" VALUES(2,2,'london',NULL);
INSERT INTO "account_area" VALUES(3,3,'london',NULL);
INSERT INTO "account_area" VALUES(4,4,'london',NULL);
INSERT INTO "account_area" VALUES(5,5,'london',NULL);
CREATE TABLE "account_link" ("id" INTEGER NOT NULL PRIMARY KEY, "account_id" INTEGER NOT NULL, "purpose" VARCHAR(255) NOT NULL, "token_key" BLOB NOT NULL, "email" TEXT, "expires_at" DATETIME NOT NULL, "used_at" DATETIME, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
CREATE TABLE "addition" ("id" INTEGER NOT NULL PRIMARY KEY, "report_id" INTEGER NOT NULL, "words" TEXT NOT NULL, "added_on" DATE NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
INSERT INTO "addition" VALUES(1,1,'1.d.ucd0WfX9wh3v++wX3jqLNh34+bM2sPPcOd0uanXMmmRMuyX0WsDyEVJYE6M/ESuykzYzTTwH9zJn3akNK4jNA46jG9iIhm4vVhEXTcmDCzQQSr342rBGipVkGk6Qd62RDeqhnkCWJ75YRn3XavG0xl9wmZ0g/8BiA92xZEEBqmFUUOu/2dPE+p+DWeK+pLuvat77ZyofScQe/L12yOaZ4PaSsq+w+DQ8tqs/1Q6opN5g4gkk46qySonbZz8mM6hTTFhMxyUrBUaFJxDFbK6lUCqC+rzwXdoMYoBG1OOjSpkgsec0ZNyu08UNgyNt2qdljeVZqfZsTNdimBPuefDYc0l00lKuuDIOcToGWQOsKpdOhkWM4N72s1UU7K7oqvXPVDnaKEI37z8=','2026-11-20');
CREATE TABLE "alert" ("id" INTEGER NOT NULL PRIMARY KEY, "ref" VARCHAR(16) NOT NULL, "state" VARCHAR(255) NOT NULL, "about" VARCHAR(255) NOT NULL, "origin" VARCHAR(255) NOT NULL, "level" INTEGER NOT NULL, "area" VARCHAR(255), "sector" VARCHAR(255), "language" VARCHAR(255) NOT NULL, "month" VARCHAR(255) NOT NULL, "draft" TEXT, "words" TEXT, "verdict" TEXT, "approved_hash" VARCHAR(255), "author_id" INTEGER, "approver_id" INTEGER, "release_at" DATETIME, "published_at" DATETIME, "withdrawn_on" DATE, "withdrawn_why" VARCHAR(255), FOREIGN KEY ("author_id") REFERENCES "account" ("id") ON DELETE SET NULL, FOREIGN KEY ("approver_id") REFERENCES "account" ("id") ON DELETE SET NULL, CHECK (approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id));
INSERT INTO "alert" VALUES(1,'A-6JX8FG8C','published','person','member',2,'london',NULL,'en','2026-11',NULL,'{"title": "Man who makes threats", "what_happened": "Becomes loud.", "person": "Tall man with glasses.", "contact_used": "A mobile ending 61.", "pattern": "", "who_targeted": "", "advice": ""}',NULL,'9a34d4bbdf231805f2a6a44111ece01054e50ea52240a42dbe6426b7894ea0ad',1,6,'2026-11-20 10:20:58','2026-11-20 10:20:58',NULL,NULL);
CREATE TABLE "alert_harm" ("id" INTEGER NOT NULL PRIMARY KEY, "alert_id" INTEGER NOT NULL, "code" VARCHAR(255) NOT NULL, FOREIGN KEY ("alert_id") REFERENCES "alert" ("id") ON DELETE CASCADE);
INSERT INTO "alert_harm" VALUES(1,1,'threats');
CREATE TABLE "alert_report" ("id" INTEGER NOT NULL PRIMARY KEY, "alert_id" INTEGER NOT NULL, "report_id" INTEGER NOT NULL, FOREIGN KEY ("alert_id") REFERENCES "alert" ("id") ON DELETE CASCADE, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
INSERT INTO "alert_report" VALUES(1,1,1);
CREATE TABLE "audit" ("id" INTEGER NOT NULL PRIMARY KEY, "hour" DATETIME NOT NULL, "actor" INTEGER, "actor_kind" VARCHAR(255) NOT NULL, "action" VARCHAR(255) NOT NULL, "object_kind" VARCHAR(255), "object_id" INTEGER, "reason" VARCHAR(255));
INSERT INTO "audit" VALUES(1,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',1,NULL);
INSERT INTO "audit" VALUES(2,'2026-11-20 10:00:00',1,'caseworker','team-key-made','KeyPair',1,NULL);
INSERT INTO "audit" VALUES(3,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',2,NULL);
INSERT INTO "audit" VALUES(4,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',3,NULL);
INSERT INTO "audit" VALUES(5,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',4,NULL);
INSERT INTO "audit" VALUES(6,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',5,NULL);
INSERT INTO "audit" VALUES(7,'2026-11-20 00:00:00',NULL,'nobody','account-made','Account',6,NULL);
INSERT INTO "audit" VALUES(8,'2026-11-20 00:00:00',NULL,'nobody','team-key-given','Account',6,NULL);
INSERT INTO "audit" VALUES(9,'2026-11-20 10:00:00',1,'caseworker','signed-in',NULL,NULL,NULL);
INSERT INTO "audit" VALUES(10,'2026-11-20 00:00:00',NULL,'code','permission-given:alert','Report',1,NULL);
INSERT INTO "audit" VALUES(11,'2026-11-20 00:00:00',NULL,'code','permission-given:checker','Report',1,NULL);
INSERT INTO "audit" VALUES(12,'2026-11-20 00:00:00',NULL,'code','permission-given:contact','Report',1,NULL);
INSERT INTO "audit" VALUES(13,'2026-11-20 00:00:00',NULL,'nobody','report-received','Report',1,NULL);
INSERT INTO "audit" VALUES(14,'2026-11-20 00:00:00',NULL,'code','report-added-to','Report',1,NULL);
INSERT INTO "audit" VALUES(15,'2026-11-20 10:00:00',1,'caseworker','report-taken','Report',1,NULL);
INSERT INTO "audit" VALUES(16,'2026-11-20 10:00:00',1,'caseworker','report-screened','Report',1,NULL);
INSERT INTO "audit" VALUES(17,'2026-11-20 10:00:00',1,'caseworker','alert-begun','Alert',1,NULL);
INSERT INTO "audit" VALUES(18,'2026-11-20 10:00:00',1,'caseworker','report-opened','Report',1,NULL);
INSERT INTO "audit" VALUES(19,'2026-11-20 10:00:00',1,'caseworker','alert-saved','Alert',1,NULL);
INSERT INTO "audit" VALUES(20,'2026-11-20 10:00:00',1,'caseworker','alert-asked','Alert',1,NULL);
INSERT INTO "audit" VALUES(21,'2026-11-20 10:00:00',6,'caseworker','alert-approved','Alert',1,NULL);
INSERT INTO "audit" VALUES(22,'2026-11-20 10:00:00',NULL,'worker','alert-released','Alert',1,NULL);
CREATE TABLE "delivery" ("id" INTEGER NOT NULL PRIMARY KEY, "alert_id" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "channel" VARCHAR(255) NOT NULL, "state" VARCHAR(255) NOT NULL, "due_at" DATETIME NOT NULL, "attempts" INTEGER NOT NULL, "claimed_by" VARCHAR(255), "claimed_at" DATETIME, "sent_at" DATETIME, "is_possibly_twice" INTEGER NOT NULL, "refusal" VARCHAR(255), FOREIGN KEY ("alert_id") REFERENCES "alert" ("id") ON DELETE CASCADE, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
INSERT INTO "delivery" VALUES(1,1,3,'email','owed','2026-11-20 10:20:58',0,NULL,NULL,NULL,0,NULL);
CREATE TABLE "harm" ("id" INTEGER NOT NULL PRIMARY KEY, "report_id" INTEGER NOT NULL, "code" VARCHAR(255) NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
INSERT INTO "harm" VALUES(1,1,'threats');
CREATE TABLE "heartbeat" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "seen_at" DATETIME NOT NULL);
CREATE TABLE "key_grant" ("id" INTEGER NOT NULL PRIMARY KEY, "key_pair_id" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "sealed_key" TEXT NOT NULL, FOREIGN KEY ("key_pair_id") REFERENCES "key_pair" ("id") ON DELETE CASCADE, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
INSERT INTO "key_grant" VALUES(1,1,1,'1.b.9Ql9yuVPDrkvZ8gEXaf4yzVGg0FNR5vu27CnniIIxDmkZPH8aIQkS9gdWqf60+KPTJ/boPFIyDwKEQM5MxhirVNO+UAmOFRd7ExiCWlgozw=');
INSERT INTO "key_grant" VALUES(2,1,6,'1.b.WXL1RCgqnrrsS7kp0gF2Xfg1HuPHZyHSJqoNAtXB+yyvnXVshyueuM1vllzxExnqeKh/pzVhzFSCFS+qBJSRut3iXjJSoRArh/M1BAfiaLQ=');
CREATE TABLE "key_pair" ("id" INTEGER NOT NULL PRIMARY KEY, "team" VARCHAR(255) NOT NULL, "public_key" BLOB NOT NULL, "is_current" INTEGER NOT NULL, "made_on" DATE NOT NULL);
INSERT INTO "key_pair" VALUES(1,'casework',X'BF477FD36C4826F62BF7D2F86EDAB9CF6496B039E622DEE321715558BE4F141C',1,'2026-11-20');
CREATE TABLE "owed_letter" ("id" INTEGER NOT NULL PRIMARY KEY, "kind" VARCHAR(255) NOT NULL, "account_id" INTEGER, "address" TEXT, "address_key" BLOB, "contents" TEXT, "language" VARCHAR(255) NOT NULL, "once" VARCHAR(255), "state" VARCHAR(255) NOT NULL, "owed_at" DATETIME NOT NULL, "due_at" DATETIME NOT NULL, "attempts" INTEGER NOT NULL, "claimed_by" VARCHAR(255), "claimed_at" DATETIME, "sent_at" DATETIME, "is_possibly_twice" INTEGER NOT NULL, "refusal" VARCHAR(255), FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
CREATE TABLE "permission" ("id" INTEGER NOT NULL PRIMARY KEY, "report_id" INTEGER NOT NULL, "name" VARCHAR(255) NOT NULL, "wording" VARCHAR(255) NOT NULL, "given_by" VARCHAR(255) NOT NULL, "given_on" DATE NOT NULL, "taken_back_on" DATE, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
INSERT INTO "permission" VALUES(1,1,'alert','2026-11','person','2026-11-20',NULL);
INSERT INTO "permission" VALUES(2,1,'checker','2026-11','person','2026-11-20',NULL);
INSERT INTO "permission" VALUES(3,1,'contact','2026-11','person','2026-11-20',NULL);
CREATE TABLE "reading" ("id" INTEGER NOT NULL PRIMARY KEY, "report_id" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "reason" VARCHAR(255), "since_at" DATETIME NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE);
INSERT INTO "reading" VALUES(1,1,1,NULL,'2026-11-20 10:20:58');
CREATE TABLE "report" ("id" INTEGER NOT NULL PRIMARY KEY, "ref" VARCHAR(16) NOT NULL, "state" VARCHAR(255) NOT NULL, "closed_as" VARCHAR(255), "origin" VARCHAR(255) NOT NULL, "source_ref" VARCHAR(255), "received_on" DATE NOT NULL, "area" VARCHAR(255), "when_band" VARCHAR(255), "about" VARCHAR(255) NOT NULL, "sector" VARCHAR(255), "is_in_danger" INTEGER NOT NULL, "has_addition" INTEGER NOT NULL, "words" TEXT, "contact" TEXT, "form_key" BLOB, "code_key" BLOB, "code_shown_until" DATETIME, "receipt_public_key" BLOB, "receipt_private_key" TEXT);
INSERT INTO "report" VALUES(1,'R-5EPPKC83','screened',NULL,'member',NULL,'2026-11-20','london',NULL,'person',NULL,0,0,'1.d.U5+x+9riXAAfGK4KyIMC1Yh2MXBG4DzH1oVKi7t2ZPxEm8KO91NrjdXaHAg7JFXiNKW/CyTcYQnQyJ90G+1GwPgLmwPjY+bwct6EMIfIfWN+4YAUQyRbdA/QhGrjxkwT1xBByXT05Lbu8H0vtK76wo8+TQp2QeH/bbAaLMhNR5NKvXWdrklZs9DwWm9xGDJThZbUbrcaX/LbXs6Up+Hkd9uezSXZDcKGFDGwKFEW9l20hE0yYktSP6eJR2QMR2Bslp6+fU0F/HOXg6lG0zYI6TQx8h/TpKtq2mRtKDP+n0i/E/UFn0I5bqK/SIZan3XAEOxmUlpBz2N3FCvj0B4spf7bvQFCUYxQ4rNrVVty7NU+Dtlwznyzr6q3fLci27MQikRt6qTQs3Q=','1.d.VO5Mu3P3onXkLATJzjqBEoD+JsEBVpk3y7kT9qfZat8vbK6HS6g3GcCBLIEj4ZMuUYEu1a1+5gmJrrFVZtLsKPH4arqdqXd0O8HUMaW8PkdHTy7B0n1UPI7qUX1yP/vSFOB0LyogKYBoD6d1xqbx10rqcKFe/R3FfTs7YOoe3xAvMB4NAKLj7L0DC7IpojdgjHw+ccwP+JCjv22pTNlf/z7uL0gDc3tJkw/CqrxBY3+yI40RLrDJZTiSd/ySyF52DBuX2P7oLXBn99LkEleXGg/hQG+68C4P4qiwavSXFPxpYBws3Q64bTLptdqkHHPxjTGL1AJAC0enMPRfjE2Tm63sLQhvw5zOm0Xgy70CWun9iipjyjrYNgf8RUUUwDu1zqz+P2nn9hQ=',X'0D71FCD5A16D83F33DF388349B659B1E',X'59F08F102C1B2573B11A7ABEDAD81EDF4CEB55875E16AD0A19F47D6934B6081C','2026-11-22 00:00:00',X'12112D2BE3C5D8E47E17188AF29639E3A00C6DD0E8F431DE127BE2A2B7B4D01C','1.d.9UDa4ypaPUZu3RpnBQNo9Z4nnvSupRzCKg9yCdx9V9Q/Xk9Tq1OJ9ubbBPYMZjQd1P+zvdp8HYUhh5T7xve/RH0IapvWuiaqFSt4u/0YBbrZMxeWDgTEDkyyaCPvftGfsulPvb9RqSIP6HDUN7sRIU5Da0YRBJq5CE9v2lCxzgsCzFQv22ZpnqYA22jWU3EqrVQJ0oXIGTHqKD2Lqt1xquSQ7piX0dHkRjX0BzhBPUv2Gdj0Q7rFX7asGTgNlFUz4HFxcTxeLXNkkdR1SIGadm2cP2+iS2kvBy6XSkNFW5wtQHhPYz9QIxFgIH4yLR04WL6lNR/i+EZMYlEy7C2x7B6ahUEE00BRDVQpiEDkuReG1eBo+RtK9+W2sMnKTRRdbC94FMnvjns=');
CREATE TABLE "report_key" ("id" INTEGER NOT NULL PRIMARY KEY, "report_id" INTEGER NOT NULL, "team_sealed" TEXT NOT NULL, "receipt_sealed" TEXT, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
INSERT INTO "report_key" VALUES(1,1,'1.b.M/Zr7xxLeH3KW0I74QcULNKhGdwiI7pei1j1ojhUvFpDT8+zmen7Jrw3erZDijU+s8hAqt5gg+6m3Hv00KXw33LBDnjZ0H632NvXUO4UseA=','1.b.9djFHeiqJFMArB5I2i68RuZcAulGvouC89wtnmfg5z8ZXe4C8vbTiRjuWlLBaDGgPIPCP9dsfoKYkszRr3kqdfxy7Ii8izjwI80AnBENf50=');
CREATE TABLE "schema_migration" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "applied" DATETIME NOT NULL);
INSERT INTO "schema_migration" VALUES(1,'0001_accounts','2026-11-20 10:20:53.996396');
INSERT INTO "schema_migration" VALUES(2,'0002_reports','2026-11-20 10:20:54.002133');
INSERT INTO "schema_migration" VALUES(3,'0003_alerts','2026-11-20 10:20:54.005736');
INSERT INTO "schema_migration" VALUES(4,'0004_ledger','2026-11-20 10:20:54.011066');
CREATE TABLE "session" ("id" INTEGER NOT NULL PRIMARY KEY, "token_key" BLOB NOT NULL, "kind" VARCHAR(255) NOT NULL, "account_id" INTEGER, "report_id" INTEGER, "payload" TEXT NOT NULL, "started_at" DATETIME NOT NULL, "last_seen_at" DATETIME NOT NULL, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE, FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE);
CREATE TABLE "sighting" ("key" BLOB NOT NULL, "kind" VARCHAR(255) NOT NULL, "report_id" INTEGER NOT NULL, PRIMARY KEY ("key", "report_id"), FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE) WITHOUT ROWID;
INSERT INTO "sighting" VALUES(X'A3C341244EE4D5CE0ED86EC1E412E7AD','phone',1);
CREATE TABLE "tally" ("id" INTEGER NOT NULL PRIMARY KEY, "month" VARCHAR(255) NOT NULL, "subject" VARCHAR(255) NOT NULL, "answer" VARCHAR(255) NOT NULL, "count" INTEGER NOT NULL);
CREATE UNIQUE INDEX "schema_migration_name" ON "schema_migration" ("name");
CREATE UNIQUE INDEX "account_ref" ON "account" ("ref");
CREATE INDEX "account_state" ON "account" ("state");
CREATE UNIQUE INDEX "account_email_key" ON "account" ("email_key");
CREATE UNIQUE INDEX "account_letter_token" ON "account" ("letter_token");
CREATE INDEX "accountarea_account_id" ON "account_area" ("account_id");
CREATE UNIQUE INDEX "accountarea_account_id_area" ON "account_area" ("account_id", "area");
CREATE INDEX "accountlink_account_id" ON "account_link" ("account_id");
CREATE UNIQUE INDEX "accountlink_token_key" ON "account_link" ("token_key");
CREATE INDEX "keygrant_key_pair_id" ON "key_grant" ("key_pair_id");
CREATE INDEX "keygrant_account_id" ON "key_grant" ("account_id");
CREATE UNIQUE INDEX "keygrant_key_pair_id_account_id" ON "key_grant" ("key_pair_id", "account_id");
CREATE UNIQUE INDEX "report_ref" ON "report" ("ref");
CREATE INDEX "report_state" ON "report" ("state");
CREATE UNIQUE INDEX "report_source_ref" ON "report" ("source_ref");
CREATE UNIQUE INDEX "report_form_key" ON "report" ("form_key");
CREATE UNIQUE INDEX "report_code_key" ON "report" ("code_key");
CREATE INDEX "addition_report_id" ON "addition" ("report_id");
CREATE INDEX "harm_report_id" ON "harm" ("report_id");
CREATE INDEX "harm_code" ON "harm" ("code");
CREATE INDEX "permission_report_id" ON "permission" ("report_id");
CREATE INDEX "reading_report_id" ON "reading" ("report_id");
CREATE INDEX "reading_account_id" ON "reading" ("account_id");
CREATE UNIQUE INDEX "reading_report_id_account_id" ON "reading" ("report_id", "account_id");
CREATE UNIQUE INDEX "reportkey_report_id" ON "report_key" ("report_id");
CREATE UNIQUE INDEX "session_token_key" ON "session" ("token_key");
CREATE INDEX "session_account_id" ON "session" ("account_id");
CREATE INDEX "session_report_id" ON "session" ("report_id");
CREATE INDEX "sighting_report_id" ON "sighting" ("report_id");
CREATE UNIQUE INDEX permission_live ON permission (report_id, name) WHERE taken_back_on IS NULL;
CREATE UNIQUE INDEX "alert_ref" ON "alert" ("ref");
CREATE INDEX "alert_author_id" ON "alert" ("author_id");
CREATE INDEX "alert_approver_id" ON "alert" ("approver_id");
CREATE INDEX "alert_state_published_at_id" ON "alert" ("state", "published_at", "id");
CREATE INDEX "alert_state_area_published_at_id" ON "alert" ("state", "area", "published_at", "id");
CREATE INDEX "alertharm_alert_id" ON "alert_harm" ("alert_id");
CREATE INDEX "alertharm_code" ON "alert_harm" ("code");
CREATE INDEX "alertreport_alert_id" ON "alert_report" ("alert_id");
CREATE INDEX "alertreport_report_id" ON "alert_report" ("report_id");
CREATE UNIQUE INDEX "alertreport_alert_id_report_id" ON "alert_report" ("alert_id", "report_id");
CREATE TRIGGER alert_needs_permission BEFORE UPDATE OF state ON alert
        WHEN NEW.state = 'published' AND EXISTS (
            SELECT 1 FROM alert_report l WHERE l.alert_id = NEW.id AND NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = l.report_id AND p.name = 'alert' AND p.taken_back_on IS NULL))
        BEGIN SELECT RAISE(ABORT, 'no live permission'); END;
CREATE TRIGGER alert_needs_second_person BEFORE UPDATE OF state ON alert
        WHEN NEW.state = 'published' AND (NEW.approver_id IS NULL OR NEW.approved_hash IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no second person'); END;
CREATE TRIGGER alert_needs_second_person_too BEFORE INSERT ON alert
        WHEN NEW.state = 'published' AND (NEW.approver_id IS NULL OR NEW.approved_hash IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no second person'); END;
CREATE TRIGGER alert_keeps_its_words BEFORE UPDATE OF words ON alert
        WHEN OLD.state = 'published' AND NEW.state = 'published' AND NEW.words IS NOT OLD.words
        BEGIN SELECT RAISE(ABORT, 'published words do not change'); END;
CREATE TRIGGER alert_report_needs_permission BEFORE INSERT ON alert_report
        WHEN NOT EXISTS (
            SELECT 1 FROM permission p
            WHERE p.report_id = NEW.report_id AND p.name = 'alert' AND p.taken_back_on IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no live permission'); END;
CREATE INDEX "delivery_alert_id" ON "delivery" ("alert_id");
CREATE INDEX "delivery_account_id" ON "delivery" ("account_id");
CREATE UNIQUE INDEX "delivery_alert_id_account_id_channel" ON "delivery" ("alert_id", "account_id", "channel");
CREATE INDEX "delivery_state_due_at_id" ON "delivery" ("state", "due_at", "id");
CREATE INDEX "delivery_account_id_state" ON "delivery" ("account_id", "state");
CREATE UNIQUE INDEX "heartbeat_name" ON "heartbeat" ("name");
CREATE INDEX "owedletter_account_id" ON "owed_letter" ("account_id");
CREATE INDEX "owedletter_address_key" ON "owed_letter" ("address_key");
CREATE UNIQUE INDEX "owedletter_once" ON "owed_letter" ("once");
CREATE INDEX "owedletter_state_due_at_id" ON "owed_letter" ("state", "due_at", "id");
CREATE UNIQUE INDEX "tally_month_subject_answer" ON "tally" ("month", "subject", "answer");
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
COMMIT;
