"""The Telegram front end: private chats, groups, and the delivery of what the job service makes."""
