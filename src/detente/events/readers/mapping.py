def read_mapping(path):
    raise NotImplementedError
