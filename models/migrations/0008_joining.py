"""What somebody who asks to join says of their venue, website or work, sealed until the answer."""


def up(migrator, db):
    """Add the column to accounts."""
    db.execute_sql("ALTER TABLE account ADD COLUMN about TEXT")
