package org.conntorture.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages texts of the kernel as a seed says. */
final class GarbledTexts {
    /** Bytes that the kernel does not write in names and numbers, so that what they hit cannot pass for another one. */
    private static final byte[] FOREIGN = {'?', '~', '!', '"', '}', 0, 7, (byte) 0x80, (byte) 0xff};

    private static final int LONGEST_HIT = 30;

    private final SplittableRandom random;

    GarbledTexts(SplittableRandom random) {
        this.random = random;
    }

    /** Ends early, or has foreign bytes in up to three places, or both. */
    byte[] damaged(byte[] text) {
        byte[] damaged = text.clone();
        int hits = random.nextInt(4);
        for (int hit = 0; hit < hits && text.length > 0; hit++) {
            int start = random.nextInt(text.length);
            int end = Math.min(text.length, start + 1 + random.nextInt(LONGEST_HIT));
            for (int i = start; i < end; i++) {
                damaged[i] = FOREIGN[random.nextInt(FOREIGN.length)];
            }
        }
        boolean isCut = hits == 0 || random.nextBoolean();
        return isCut ? Arrays.copyOf(damaged, random.nextInt(text.length + 1)) : damaged;
    }

    /** Has pieces of itself moved and bytes of any kind: may say other things, but must not make a reader fail. */
    byte[] shuffled(byte[] text) {
        byte[] shuffled = damaged(text);
        for (int move = 0; move < 5 && shuffled.length > 0; move++) {
            int length = random.nextInt(1 + Math.min(200, shuffled.length));
            int from = random.nextInt(shuffled.length - length + 1);
            int to = random.nextInt(shuffled.length - length + 1);
            System.arraycopy(shuffled, from, shuffled, to, length);
            shuffled[random.nextInt(shuffled.length)] = (byte) random.nextInt(256);
        }
        return shuffled;
    }
}
