//! What a command line asks of a log.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The commands of a log.
#[derive(Debug, Subcommand)]
pub(crate) enum LogTask {
    /// Starts a log.
    #[command(about = "新建一本记录簿｜Start a log")]
    New {
        /// The log.
        #[command(flatten)]
        log: LogFile,
        /// For everybody.
        #[arg(
            long,
            help = "供公布的记录簿：里面的记录不得有明文的事实；不写则为内部的｜A log for publication: its records hold no facts in clear; internal if left out"
        )]
        public: bool,
    },
    /// Enters records.
    #[command(
        about = "把判断记录登记进去；写完、存到磁盘上，才报登记｜Enter decision records; each is acknowledged when it is safe on the disk"
    )]
    Append(Append),
    /// Checks all of it.
    #[command(
        about = "逐份核对：没有改过、删过、换过次序，也没有写了一半的｜Check every entry: none changed, removed, moved or half written"
    )]
    Check {
        /// The log.
        #[command(flatten)]
        log: LogFile,
        /// What was published.
        #[arg(
            long,
            value_name = "DIGEST|FILE",
            help = "所公布的摘要，或者 head --json 写出的文件：记录簿是不是那一本的延续｜The digest that was published, or the file of head --json: whether the log continues that one"
        )]
        head: Option<String>,
    },
    /// Lists it.
    #[command(about = "列出登记的记录｜List what was entered")]
    List {
        /// The log.
        #[command(flatten)]
        log: LogFile,
    },
    /// Gives a record back.
    #[command(about = "取出一份判断记录｜Give a record back, as it was entered")]
    Show {
        /// The log.
        #[command(flatten)]
        log: LogFile,
        /// The number.
        #[arg(value_name = "N", help = "第几号｜The number of the entry")]
        number: u64,
    },
    /// What is published.
    #[command(
        about = "可以公布、签名的摘要：此前登记的都在里面；--json 写出它的文件｜The digest to publish or sign: it covers all entries; --json writes its file"
    )]
    Head {
        /// The log.
        #[command(flatten)]
        log: LogFile,
    },
    /// Proves.
    #[command(
        about = "证明某一份在记录簿里，或者记录簿是先前那一本的延续；不带记录的内容｜Prove that an entry is in the log, or that the log continues an earlier one; without what the records say"
    )]
    Prove {
        /// The log.
        #[command(flatten)]
        log: LogFile,
        /// The number.
        #[arg(
            value_name = "N",
            required_unless_present = "since",
            conflicts_with = "since",
            help = "第几号｜The number of the entry"
        )]
        number: Option<u64>,
        /// An earlier head.
        #[arg(
            long,
            value_name = "DIGEST|FILE",
            help = "先前公布的摘要，或者它的文件：证明它以后只有续写｜The digest published earlier, or its file: prove that the log was only continued since"
        )]
        since: Option<String>,
    },
    /// Verifies a proof.
    #[command(about = "核对证明；不需要记录簿｜Verify a proof; the log is not needed")]
    VerifyProof(VerifyProof),
    /// The reverse index.
    #[command(
        about = "哪些记录依据某一条文，结论各是多少｜Which records rest on a provision, and what came of them"
    )]
    Cited {
        /// Where.
        #[arg(
            value_name = "LOG|FOLDER|RECORD",
            required = true,
            help = "记录簿、放判断记录的目录，或者判断记录｜Logs, folders of decision records, or decision records"
        )]
        places: Vec<PathBuf>,
        /// What is cited.
        #[arg(
            long,
            value_name = "PROVISION",
            help = "条文，如“第（十二）项第1段第5句”“《…》第七条”或 part_5__item_12；它下面的都算｜The provision, such as `item 12, paragraph 1, sentence 5`, `《…》article 7` or part_5__item_12; all below it counts"
        )]
        provision: String,
    },
    /// Cuts off what was not written to its end.
    #[command(
        about = "把末尾没有写完的移到旁边的文件里（append 也会这样做）｜Move what was not written to its end to a file beside the log (append does the same)"
    )]
    Repair {
        /// The log.
        #[command(flatten)]
        log: LogFile,
    },
}

/// Records to enter.
#[derive(Debug, Args)]
pub(crate) struct Append {
    /// The log.
    #[command(flatten)]
    pub(crate) log: LogFile,
    /// The records.
    #[arg(
        value_name = "RECORD",
        required = true,
        help = "判断记录（decide --record 写出的文件；- 为标准输入）｜Decision records (written by decide --record; - for standard input)"
    )]
    pub(crate) records: Vec<String>,
    /// Facts in clear all the same.
    #[arg(
        long,
        help = "记录里有明文的事实，也登记到供公布的记录簿里｜Enter records with facts in clear into a log for publication all the same"
    )]
    pub(crate) with_facts: bool,
}

/// A proof and what it is held against.
#[derive(Debug, Args)]
pub(crate) struct VerifyProof {
    /// The proof.
    #[arg(
        value_name = "PROOF",
        help = "证明（log prove 写出的文件；- 为标准输入）｜The proof (written by log prove; - for standard input)"
    )]
    pub(crate) proof: String,
    /// What was published.
    #[arg(
        long,
        value_name = "DIGEST|FILE",
        help = "所公布的摘要，或者它的文件｜The digest that was published, or its file"
    )]
    pub(crate) head: String,
    /// What was published earlier.
    #[arg(
        long,
        value_name = "DIGEST|FILE",
        help = "先前公布的摘要，或者它的文件｜The digest that was published earlier, or its file"
    )]
    pub(crate) since: Option<String>,
    /// The record.
    #[arg(
        long,
        value_name = "RECORD",
        help = "手上的判断记录：证明里的是不是这一份｜The record at hand: whether it is the one in the proof"
    )]
    pub(crate) record: Option<PathBuf>,
}

/// A log in its file.
#[derive(Debug, Args)]
pub(crate) struct LogFile {
    /// The file.
    #[arg(
        id = "log",
        value_name = "LOG",
        help = "记录簿文件｜The file of the log"
    )]
    pub(crate) file: PathBuf,
}
