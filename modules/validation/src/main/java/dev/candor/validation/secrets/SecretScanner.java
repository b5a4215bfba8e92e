package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretNames.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in texts. The rules are read when a text has the first place where a word of theirs may stand: a command
 * that meets none does not pay for them.
 */
final class SecretScanner {
    /** Derived from the rules; a test tells what it should be. */
    static final String SHIPPED_TRIGRAMS =
            " -u -x by kh s. us\"-u\"d\"\"k\"$pr%3d--b-cl-gx-u--us/us01.0c01//16.2b_4b17q~7z 8q~://:54:64:aa"
                    + "<d>_pw_v1_wha1-a2-a3-aaaaabaacaagabladbak-ak_al\"al=alaaqear at.b_pbc:bcpbeabegbelbiabkabkc"
                    + "bkuboxbp_bskbtcbtubygcajccacfacfpcfucipck-ck.ck_ckrcp(cr_cskd \"d wd\\\"dapdepdk-dkedosdp.dpw"
                    + "e\":e\\\"ea=ecrer\"eyjfc-fc_ffcfigfk_fm1fm2fo1fo_fp_ftpfw_g%3gd_ghoghpghrghsghuginglcgldglfglo"
                    + "glpglrglsglwgp_gpggqvgr1gskgu_hf_hpahpchpphpshpuhtwifrig=ignii-ik_imnix(izajinjs-k.sk/sk_l"
                    + "kagkcpkenkeykiakidkn_kopks/ku-laglavlcbld\"limlivlk_lojlszltambcmd-mdpme\"me'mk_mlsmotmvmnd?"
                    + "ndinhank nmpnnwnv ob-okiom/ongordoy2oльp.pp1-p_vpasphsphxpi-pi_pipplxpm_pmipnbpnupp-ppoprj"
                    + "prvps ps_pscptkpulpw:pw=pwdpx-pypqa_qlcqlpqlsqp_qu_qvnr8_ra-ralrasraurdmre_redrg rg/rivriz"
                    + "rk_rndrolryirysryus/bsb_scpscwsexsg.siask-sk_sktsl.slosq0squss-ss:sslsswst.st_sv2sw:sw=sws"
                    + "tbbtctth\"tn_tp tpwts=tt3tx ty u1-ubkudoue\"ue'uffumpus+uthv1.v^1vapvb.vcavcivckvcpvcrvlyvr."
                    + "vs.w\":whsws_wssxaixb-xfrxh xikxoxxpexsmxwfxy-y ly-py0_y\\\"ya2yjrysqyt_z lza zakzapzdozipzp_"
                    + "ztkzugיסמスワー口令 口令:口令=口令是密码 密码:密码=密码为密码是밀번호암호 암호:암호=암호는";

    private static final int MIN_LENGTH = 5;
    private static final int MAX_NAMES = 512;

    private final Trigrams trigrams;
    private final @Nullable String[] harmless = new String[MAX_NAMES];
    private volatile @Nullable Loaded loaded;

    /** The rules, and their words by the keys of their trigrams. */
    record Loaded(SecretRules rules, Map<Integer, List<SecretRules.Word>> words) {
        Loaded(SecretRules rules) {
            this(rules, rules.words());
        }
    }

    /** Part of a text, from the first character to behind the last. */
    record Span(int from, int to) {}

    /** By the rules that ship. */
    SecretScanner() {
        trigrams = new Trigrams(SHIPPED_TRIGRAMS);
    }

    /** By those and a user's own. */
    SecretScanner(byte[] file) throws SecretRulesException {
        SecretRules rules = SecretRulesReader.with(file);
        trigrams = new Trigrams(rules.trigrams());
        loaded = new Loaded(rules);
    }

    private Loaded loaded() {
        Loaded ready = loaded;
        if (ready == null) {
            ready = new Loaded(SecretRulesReader.shipped());
            loaded = ready;
        }
        return ready;
    }

    /** Whether some word of the rules may stand in a name: nearly never, and rows have the same names all the time. */
    boolean mayConcern(String name) {
        int slot = name.hashCode() & (harmless.length - 1);
        String known = harmless[slot];
        if (known != null && known.equals(name)) {
            return false;
        }
        boolean concerns =
                hasWord(name) && (kind(name) != Kind.NONE || !find(name, true).isEmpty());
        if (!concerns) {
            harmless[slot] = name;
        }
        return concerns;
    }

    private boolean hasWord(String text) {
        int first = trigrams.first(text);
        return first == Trigrams.WIDE ? trigrams.next(FoldedText.of(text).text(), 0) >= 0 : first >= 0;
    }

    SecretNames names() {
        return loaded().rules().names();
    }

    SecretValues values() {
        return loaded().rules().values();
    }

    /** Whether a text looks drawn at random, unless it is something public or its name says so. */
    boolean looksRandom(String name, String text) {
        return RandomTexts.isIn(text) && !names().isPublic(name) && !values().isPublic(text);
    }

    /** What a name says of its value. */
    Kind kind(String name) {
        return hasWord(name) ? names().kind(FoldedText.of(name).text()) : Kind.NONE;
    }

    /**
     * The text without its secrets; the same object when it has none.
     *
     * @param certain whether only what is certainly a secret is taken out, as in what identifies a row
     */
    String redact(String text, boolean certain) {
        List<Span> secrets = find(text, certain);
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        for (Span secret : secrets) {
            clean.append(text, copied, secret.from()).append(Secrets.REDACTED);
            copied = secret.to();
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** Where the secrets of a text are, in its order. */
    List<Span> find(String text, boolean certain) {
        if (text.length() < MIN_LENGTH) {
            return List.of();
        }
        int first = trigrams.first(text);
        if (first == Trigrams.NONE) {
            return List.of();
        }
        if (first != Trigrams.WIDE && !hasWide(text, first)) {
            return scan(text, first, certain);
        }
        FoldedText folded = FoldedText.of(text);
        first = trigrams.next(folded.text(), 0);
        if (first < 0) {
            return List.of();
        }
        List<Span> secrets = new ArrayList<>();
        for (Span secret : scan(folded.text(), first, certain)) {
            secrets.add(new Span(folded.place(secret.from()), folded.place(secret.to())));
        }
        return secrets;
    }

    private static boolean hasWide(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return true;
            }
        }
        return false;
    }

    private List<Span> scan(String text, int first, boolean certain) {
        List<Span> secrets = scanned(text, first, certain).secrets();
        if (text.contains("\"-")) {
            // a list of arguments, read as the line that it stands for
            String line = text.replace('"', ' ').replace(',', ' ').replace('\\', ' ');
            for (Span secret : scanned(line, 2, certain).secrets()) {
                if (secrets.stream().noneMatch(known -> known.from() < secret.to() && secret.from() < known.to())) {
                    secrets.add(secret);
                }
            }
            secrets.sort(Comparator.comparingInt(Span::from));
        }
        return secrets;
    }

    /** One way through a text, from the first place where a word may stand. */
    SecretScan scanned(String text, int first, boolean certain) {
        SecretScan scan = new SecretScan(loaded(), text, certain);
        for (int i = first; i >= 0; i = trigrams.next(text, Math.max(i + 1, scan.floor()))) {
            scan.at(i);
        }
        return scan;
    }
}
