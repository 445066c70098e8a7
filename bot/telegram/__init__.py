"""The Telegram front end: private chats, groups, and the delivery of results of the job service."""
