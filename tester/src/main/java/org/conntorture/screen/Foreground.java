package org.conntorture.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process is a job in the foreground of its terminal, as only those may read it and change its settings. */
public final class Foreground {
    private static final Path STAT = Path.of("/proc/self/stat");
    /** Fields behind the command's name, which ends at the last bracket: state ppid pgrp session tty_nr tpgid. */
    private static final int GROUP = 2;

    private static final int FOREGROUND_GROUP = 5;

    private Foreground() {}

    public static boolean is() {
        try {
            return is(Files.readString(STAT));
        } catch (IOException unreadable) {
            return false;
        }
    }

    static boolean is(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > FOREGROUND_GROUP && fields[GROUP].equals(fields[FOREGROUND_GROUP]);
    }
}
