select to_regclass('invites') is not null and to_regclass('redemption_decisions') is not null
   and to_regclass('invite_refreshes') is not null and to_regclass('profiles') is not null
