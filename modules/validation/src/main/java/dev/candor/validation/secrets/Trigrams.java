package dev.candor.validation.secrets;

/**
 * Three neighbouring characters of each word that the rules look for. One pass over a text finds the places where such a
 * word may stand, and nearly every text has none.
 */
final class Trigrams {
    static final int NONE = -1;

    /**
     * Of the words in {@code config/secrets.json}. They stand here so that a text without any is passed without reading
     * that file. A test tells which words have none, and which of these no word has.
     */
    static final String SHIPPED =
            " -u -x by kh s. us\"-u\"d\"\"k\"$pr--b-gx-pw-u--us/us01.0c01//16.2b_4b17q~7z 7z\"8q~://:54"
                    + ":64:aa<d>_pw_v1_wha1-a2-a3-aaaaabaacaagabladbaddak-ak_al\"alaaqear ar\"at.b_pbc:bcpbea"
                    + "begbelbexbiabkabkcbkuboxbp_bscbskbtcbtubygcajccacfacfpcfucipck-ck.ck_ckmckrcp(cr_csk"
                    + "d \"d wd\\\"dapdk-dkedosdp.dpwe\\\"ea=ecrer\"eteeyjfc-fc_figfk_fm1fm2fo1fo_fp_ftpfw_g%3gho"
                    + "ghpghrghsghuginglcgldglfgloglpglrglsglwgp_gpggqvgr1gskhf_hpahpchpphpshpuhtwifrig=ign"
                    + "ii-ik_imnix(izajinjs-k.sk/skagkcpkenkeykiakidks/ku-l-wlaglavld\"limlivlk_lojlszltambc"
                    + "mc md-mdpme\"me'mk_mlsmodmotmvmnd?ndinhank nmpnv ob-okiom/ongordoy2oльp1-p_vpasphsphx"
                    + "pi-pi_pipplxpm_pmipnbpnupp-ppoprvps ps\"ps_pscptkpulpw:pw=pwdpx-pypqa_qlcqlpqlsqp_qvn"
                    + "r8_ra-ralrasraurdmre_redrg rg/rivrk_rndrolryirysryus/bsb_scwsexsg.siask-sk_sktsl.slo"
                    + "sq0squss-sslsswst.st_sv2sw:sw=tbbtcttn_tp tp\"tpwts=tt3tx ty u1-ubkudoue\"ue'uffumpus+"
                    + "uthv1.v^1vapvb.vcavcivckvcpvcrvlyvr.vs.w\":whswmiws_wsqwssxaixfrxh xh\"xikxoxxpexsmxwf"
                    + "xy-y0_ya2ysqyt_za za\"zakzapzdozipzp_ztkzugיסמスワー口令 口令:口令=口令是密码 密码:密码=密码为密码是밀번호암호 암호:"
                    + "암호=암호는";

    static final int LENGTH = 3;
    private static final int BITS = 6;
    private static final int LAST_CODE = (1 << BITS) - 1;
    private static final int ALL = (1 << (LENGTH * BITS)) - 1;
    private static final String CODED = "abcdefghijklmnopqrstuvwxyz0123456789 _-./:=\"'$&?<>,;()[]{}|@%+*";
    private static final byte[] CODES = codes();

    private final long[] known = new long[1 << (LENGTH * BITS - 6)];

    /** Those that are written in a row, three characters each. */
    Trigrams(String trigrams) {
        for (int i = 0; i < trigrams.length(); i += LENGTH) {
            add(trigrams, i);
        }
    }

    /**
     * The last character of the first known trigram that ends at {@code from} or later; {@link #NONE} if there is none.
     *
     * @param wide whether a character beyond ASCII is a place too: the text is to be folded before it is looked at
     */
    int next(String text, int from, boolean wide) {
        int key = 0;
        int first = Math.max(LENGTH - 1, from);
        int length = text.length();
        for (int i = first - LENGTH + 1; i < length; i++) {
            char c = text.charAt(i);
            if (c < 128) {
                key = (key << BITS | CODES[c]) & ALL;
            } else if (wide) {
                return i;
            } else {
                key = (key << BITS | code(c)) & ALL;
            }
            if (((known[key >>> 6] >>> key) & 1) != 0 && i >= first) {
                return i;
            }
        }
        return NONE;
    }

    /** Where the first known trigram of a word begins; without one, the first of the word is known from now on. */
    int in(String word) {
        int last = next(word, 0, false);
        if (last == NONE) {
            add(word, 0);
        }
        return last == NONE ? 0 : last - LENGTH + 1;
    }

    private void add(String text, int at) {
        int key = key(text, at);
        known[key >>> 6] |= 1L << key;
    }

    static int key(String text, int at) {
        return (code(text.charAt(at)) << (2 * BITS)) | (code(text.charAt(at + 1)) << BITS) | code(text.charAt(at + 2));
    }

    private static int code(char c) {
        return c < 128 ? CODES[c] : (c ^ c >>> BITS) & LAST_CODE;
    }

    /** Letters whatever their case, digits, some signs; all others are the last one. */
    private static byte[] codes() {
        byte[] codes = new byte[128];
        for (int c = 0; c < codes.length; c++) {
            int code = CODED.indexOf(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
            codes[c] = (byte) (code < 0 ? LAST_CODE : code);
        }
        return codes;
    }
}
