//! Arguments of what is done with decision records and keys.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

/// Where the record of a decision is kept.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("keeping").args(["record", "log"]).multiple(true))]
pub(crate) struct Kept {
    /// The file.
    #[arg(
        long,
        value_name = "FILE",
        help = "把判断记录写进这个文件，供 verify 和 replay 使用｜Write the decision record to this file, for verify and replay"
    )]
    pub(crate) record: Option<PathBuf>,
    /// The log.
    #[arg(
        long,
        value_name = "LOG",
        help = "把判断记录登记进这本记录簿（先用 log new 新建）；公开的记录簿只登记公开层，要同时写 --record｜Enter the record into this log (started by log new); a public log takes its public layer and needs --record as well"
    )]
    pub(crate) log: Option<PathBuf>,
    /// What the agency adds.
    #[arg(
        long,
        value_name = "FILE",
        requires = "keeping",
        help = "机关填写的内容（JSON，见 schema agency）：机关、程序、救济、事实来源｜What the agency adds (JSON, see schema agency): authority, procedure, remedies, origin of facts"
    )]
    pub(crate) agency: Option<PathBuf>,
    /// Over what is there.
    #[arg(
        long,
        requires = "record",
        help = "文件已有时，也写｜Write it even over a file that is there"
    )]
    pub(crate) force: bool,
}

/// A record and what is at hand to hold it against.
#[derive(Debug, Args)]
pub(crate) struct Verifying {
    /// The record.
    #[arg(
        value_name = "RECORD",
        help = "判断记录，哪一层都行，也可以是签名封套；- 为标准输入｜The decision record in any layer, or an envelope; - for standard input"
    )]
    pub(crate) record: String,
    /// The package.
    #[arg(
        long,
        value_name = "PACKAGE",
        help = "判断时所用的规则包目录；不给就不核对规则、条文和重算｜The folder of the package that was used; without it rules, provisions and re-run are not judged"
    )]
    pub(crate) package: Option<PathBuf>,
    /// Who may have signed.
    #[command(flatten)]
    pub(crate) signers: Signers,
    /// A digest that was kept apart.
    #[arg(
        long,
        value_name = "DIGEST",
        help = "当时另存的摘要，sm3:… 或 sha256:…｜The digest that was kept apart, sm3:… or sha256:…"
    )]
    pub(crate) digest: Option<String>,
}

/// A record to be kept in a page.
#[derive(Debug, Args)]
pub(crate) struct Archiving {
    /// The record.
    #[arg(
        value_name = "RECORD",
        help = "判断记录，哪一层都行，也可以是签名封套｜The decision record in any layer, or an envelope"
    )]
    pub(crate) record: PathBuf,
    /// The package.
    #[arg(
        long,
        value_name = "PACKAGE",
        help = "判断时所用的规则包目录或程序包｜The folder or the pack of the package that was used"
    )]
    pub(crate) package: PathBuf,
    /// Who may have signed.
    #[command(flatten)]
    pub(crate) signers: Signers,
    /// The empty page.
    #[arg(
        long,
        value_name = "VERIFY.html",
        help = "空着的核对页面，cargo xtask web 做出的 www/dist/verify.html｜The empty page, www/dist/verify.html as `cargo xtask web` makes it"
    )]
    pub(crate) page: PathBuf,
    /// Where to.
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A record to sign.
#[derive(Debug, Args)]
pub(crate) struct Signing {
    /// The record.
    #[arg(
        value_name = "RECORD",
        help = "判断记录，哪一层都行；- 为标准输入｜The decision record in any layer; - for standard input"
    )]
    pub(crate) record: String,
    /// The private key.
    #[command(flatten)]
    pub(crate) signer: Signer,
    /// Where to.
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A package to approve.
#[derive(Debug, Args)]
pub(crate) struct Approving {
    /// The package.
    #[arg(value_name = "PACKAGE", help = "规则包目录｜The folder of the package")]
    pub(crate) package: PathBuf,
    /// The private key.
    #[command(flatten)]
    pub(crate) signer: Signer,
}

/// Where something is written.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// The file.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "写进这个文件；不写则为标准输出｜The file to write; standard output if left out"
    )]
    pub(crate) output: Option<PathBuf>,
    /// Over what is there.
    #[arg(
        long,
        requires = "output",
        help = "文件已有时，也写｜Write it even over a file that is there"
    )]
    pub(crate) force: bool,
}

/// What is made of a record.
#[derive(Debug, Subcommand)]
pub(crate) enum RecordTask {
    /// Its public layer.
    #[command(
        about = "公开层：私密值换成承诺，摘要和签名照样有效｜The public layer: commitments for private values; digests and signatures still hold"
    )]
    Public {
        /// The record.
        #[arg(value_name = "RECORD", help = "判断记录｜The decision record")]
        record: String,
        /// Where to.
        #[command(flatten)]
        output: Output,
    },
    /// Some of it opened.
    #[command(about = "公开层，再打开选定的几个值｜The public layer with chosen values opened")]
    Open(Opening),
    /// Its envelope.
    #[command(
        about = "签名封套（DSSE）：公开层和签名在一个文件里｜The envelope (DSSE): the public layer and its signatures in one file"
    )]
    Envelope {
        /// The record.
        #[arg(value_name = "RECORD", help = "判断记录｜The decision record")]
        record: String,
        /// Where to.
        #[command(flatten)]
        output: Output,
    },
}

/// Which values of a record are opened.
#[derive(Debug, Args)]
pub(crate) struct Opening {
    /// The record.
    #[arg(
        value_name = "RECORD",
        help = "判断记录的全本｜The whole decision record"
    )]
    pub(crate) record: String,
    /// The values.
    #[arg(
        long = "fact",
        value_name = "PATH",
        help = "要打开的事实，如 家庭.子女[0].出生日期，或记录里的位置，如 outcomes[0].grants；可以写几次；不写则列出全部｜A fact to open, such as 家庭.子女[0].出生日期, or a place, such as outcomes[0].grants; may be repeated; all are listed if left out"
    )]
    pub(crate) facts: Vec<String>,
    /// Where to.
    #[command(flatten)]
    pub(crate) output: Output,
}

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyTask {
    /// Makes one.
    #[command(
        about = "生成一把 Ed25519 私钥（PKCS#8 PEM），只有本人可读，不覆盖已有的文件｜Make an Ed25519 private key (PKCS#8 PEM), readable by its owner only, never over a file"
    )]
    New {
        /// The file.
        #[arg(value_name = "KEY.pem", help = "写到哪里｜Where to write it")]
        file: PathBuf,
    },
    /// Its public half.
    #[command(about = "取出公钥（PEM）｜Print the public key (PEM)")]
    Public {
        /// The private key.
        #[arg(value_name = "KEY.pem", help = "私钥｜The private key")]
        file: PathBuf,
    },
}

/// A record and the package to hold it against.
#[derive(Debug, Args)]
pub(crate) struct RecordAndPackage {
    /// The record.
    #[command(flatten)]
    pub(crate) record: RecordFile,
    /// The package.
    #[arg(
        long,
        value_name = "PACKAGE",
        help = "判断时所用的规则包目录｜The folder of the package that was used"
    )]
    pub(crate) package: PathBuf,
}

/// A record in its file.
#[derive(Debug, Args)]
pub(crate) struct RecordFile {
    /// The file, or `-`.
    #[arg(
        id = "record",
        value_name = "RECORD",
        help = "判断记录（decide --record 写出的文件；- 为标准输入）｜The decision record (written by decide --record; - for standard input)"
    )]
    pub(crate) file: String,
}

/// Public keys of those who may have signed.
#[derive(Debug, Args)]
pub(crate) struct Signers {
    /// Their files.
    #[arg(
        long = "key",
        value_name = "PUB.pem",
        help = "签名人的公钥（PEM，Ed25519 或 SM2）；可以写几次｜A signer's public key (PEM, Ed25519 or SM2); may be repeated"
    )]
    pub(crate) keys: Vec<PathBuf>,
}

/// The private key of whoever signs.
#[derive(Debug, Args)]
pub(crate) struct Signer {
    /// Its file.
    #[arg(long, value_name = "KEY.pem", help = "私钥｜The private key")]
    pub(crate) key: PathBuf,
}
