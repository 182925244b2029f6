"""How long do wars and peaces last?"""
