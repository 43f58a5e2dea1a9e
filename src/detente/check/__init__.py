"""Is a scenario complete, well sourced and stable?"""
