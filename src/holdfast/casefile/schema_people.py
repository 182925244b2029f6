"""The part of the case file about those around the two sides that needs most keys."""

from holdfast.casefile.fields import Section, Share, Strength


class SupporterIn(Section):
    """Where a supporter would settle."""

    position: Strength
    weight: Share
    salience: Share
