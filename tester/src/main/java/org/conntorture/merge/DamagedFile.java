package org.conntorture.merge;

/** A file of a result directory cannot be used; its one sentence names file and directory. */
final class DamagedFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    DamagedFile(String sentence, Exception cause) {
        super(sentence, cause);
    }
}
